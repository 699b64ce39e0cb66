import { useLocale, useTranslations } from 'next-intl';
import { Face } from '#components/ui/Face.tsx';
import { Mark } from '#components/ui/Mark.tsx';
import { localePath } from '#libs/I18n.ts';

export default function NotFound() {
  const t = useTranslations('not_found');
  const home = localePath(useLocale());
  return (
    <>
      <header className="top">
        <Mark href={home} />
      </header>
      <main className="bound" id="main">
        <div className="say">
          <Face mood="curious" className="gaze-now" />
          <h1>{t('title')}</h1>
          <p className="lead">{t('text')}</p>
          <div className="acts">
            <a className="btn small" href={home}>
              {t('back')}
            </a>
          </div>
        </div>
      </main>
    </>
  );
}
