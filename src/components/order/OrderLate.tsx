import { useTranslations } from 'next-intl';
import { Face } from '#components/ui/Face.tsx';

/** The order cannot be read just now, and nothing is wrong with it. */
export function OrderLate({ here }: { here: string }) {
  const t = useTranslations('order');
  return (
    <div className="state order">
      <div className="say">
        <Face mood="aside" className="gaze-now" />
        <h1>{t('late_title')}</h1>
        <p className="lead">{t('late_text')}</p>
        <div className="acts">
          <a className="btn small" href={here}>
            {t('try_again')}
          </a>
        </div>
      </div>
    </div>
  );
}
