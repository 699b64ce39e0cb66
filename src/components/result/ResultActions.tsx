import { useLocale, useTranslations } from 'next-intl';
import type { CheckoutResultView } from '#domain/checkout-result.ts';
import { formatMoney } from '#domain/money.ts';
import { ResultRefresh } from './ResultRefresh.tsx';

type ResultActionsProps = {
  view: CheckoutResultView;
  here: string;
  /** Leads this browser to the page of the order; null where there is no order. */
  orderHref: string | null;
  home: string;
  supportEmail: string;
};

/** What the shopper can do now; only unpaid states offer to pay. */
export function ResultActions({ view, here, orderHref, home, supportEmail }: ResultActionsProps) {
  const t = useTranslations('result');
  const locale = useLocale();
  const { state, order, retryUrl } = view;
  const price = order ? formatMoney(order.amount, locale) : '';
  const back = order ? `${home}?color=${order.variant}` : home;
  switch (state) {
    case 'failed':
      return (
        <div className="acts">
          <a className="btn small" href={retryUrl ?? back}>
            {t('try_again', { price })}
          </a>
        </div>
      );
    case 'expired':
      return (
        <div className="acts">
          <a className="btn small" href={retryUrl ?? back}>
            {t('start_again', { price })}
          </a>
        </div>
      );
    case 'open':
      return (
        <div className="acts">
          {retryUrl === undefined ? null : (
            <a className="btn small" href={retryUrl}>
              {t('continue')}
            </a>
          )}
          <a className="btn quiet small" href={back}>
            {t('back')}
          </a>
        </div>
      );
    case 'confirming':
      return <ResultRefresh href={here} label={t('check_again')} note={t('refreshes')} />;
    case 'unknown':
      return (
        <div className="acts">
          <a className="btn small" href={home}>
            {t('back')}
          </a>
          <a className="btn quiet small" href={`mailto:${supportEmail}`}>
            {supportEmail}
          </a>
        </div>
      );
    default:
      return orderHref === null ? null : (
        <div className="acts">
          <a className="btn quiet small" href={orderHref}>
            {t('see_order')}
          </a>
        </div>
      );
  }
}
