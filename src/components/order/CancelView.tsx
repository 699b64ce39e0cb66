import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Face } from '#components/ui/Face.tsx';
import { formatMoney } from '#domain/money.ts';
import type { OrderView } from '#domain/order-view.ts';
import { OrderSlip } from './OrderSlip.tsx';
import type { FormAction } from './order-page-props.ts';

type CancelViewProps = {
  view: OrderView;
  when: string | null;
  here: string;
  supportEmail: string;
  cancel: FormAction;
};

/** Asks once more, says what happens to the money, and offers the way back first. */
export function CancelView({ view, when, here, supportEmail, cancel }: CancelViewProps) {
  const t = useTranslations('order');
  const locale = useLocale();
  const { rest } = view.amounts;
  const isFree = rest.amount === 0;
  const u = (text: ReactNode) => <span className="u">{text}</span>;
  return (
    <div className="state order" data-colour={view.variant}>
      <div className="say">
        <Face mood="curious" className="gaze-now" />
        <h1>
          {isFree
            ? t.rich('cancel_page.title_free', { u })
            : t.rich('cancel_page.title', { u, rest: formatMoney(rest, locale) })}
        </h1>
        <p className="lead">{t(isFree ? 'cancel_page.lead_free' : 'cancel_page.lead')}</p>
        <form action={cancel} className="acts">
          <input type="hidden" name="locale" value={locale} />
          <input type="hidden" name="order" value={view.orderNo} />
          <a className="btn small" href={here}>
            {t('keep')}
          </a>
          <button className="btn quiet small" type="submit">
            {t('cancel_page.button')}
          </button>
        </form>
      </div>
      <OrderSlip view={view} when={when} supportEmail={supportEmail} />
    </div>
  );
}
