import { useTranslations } from 'next-intl';
import type { OrderPageProps } from './order-page-props.ts';

/** What the buyer may do now; what may not be done any more is not offered. */
export function OrderActs({ view, here, home }: Pick<OrderPageProps, 'view' | 'here' | 'home'>) {
  const t = useTranslations('order');
  const { state, cancel, changeAddress, variant } = view;
  if (state === 'failed' || state === 'expired') {
    return (
      <div className="acts">
        <a className="btn small" href={`${home}?color=${encodeURIComponent(variant)}`}>
          {t('start_again')}
        </a>
      </div>
    );
  }
  if (cancel !== null && changeAddress !== null) return null;
  return (
    <div className="acts">
      {changeAddress === null ? (
        <a className="btn quiet small" href={`${here}/address`}>
          {t('change_address')}
        </a>
      ) : null}
      {cancel === null ? (
        <a className="btn quiet small" href={`${here}/cancel`}>
          {t('cancel')}
        </a>
      ) : null}
    </div>
  );
}
