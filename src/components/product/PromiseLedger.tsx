import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { unserved } from '#components/payments/checkout-view.ts';
import { MailLink } from '#components/ui/MailLink.tsx';
import type { TaxMode } from '#domain/offer.ts';
import type { DeliveryTerms } from './delivery-text.ts';

type PromiseLedgerProps = {
  window: string;
  batch: string;
  price: string;
  open: readonly string[];
  shut: readonly { id: string; name: string }[];
  terms: SaleTerms;
  delivery: readonly DeliveryTerms[];
  supportEmail: string;
};

/** What the shop's configuration says of every sale. */
export type SaleTerms = { readonly returnDays: number; readonly tax: TaxMode };

/** What the shopper is promised, directly above the button: when it ships, the way back, the price, what sending costs. */
export function PromiseLedger(props: PromiseLedgerProps) {
  const { window, batch, price, open, shut, terms } = props;
  const t = useTranslations('shop');
  const b = (text: ReactNode) => <b className="num">{text}</b>;
  return (
    <dl className="promise">
      <div>
        <dt>{t('ships')}</dt>
        <dd data-when={open.join(' ')}>
          {t.rich('ships_text', { window, batch, b: (text) => <b className="num nb">{text}</b> })}
        </dd>
        {shut.map(({ id, name }) => (
          <dd key={id} data-when={id}>
            {t.rich('ships_not', { batch, color: name, b })}
          </dd>
        ))}
      </div>
      <div>
        <dt>{t('refund')}</dt>
        <dd>{t.rich('refund_text', { days: terms.returnDays, b })}</dd>
      </div>
      <div>
        <dt>{t('price')}</dt>
        <dd>{t.rich('price_text', { price, tax: terms.tax, b })}</dd>
      </div>
      {props.delivery.length === 0 ? null : <Delivery {...props} />}
    </dl>
  );
}

/** What sending costs to the country that is chosen, and the truth where nothing is sent to. */
function Delivery({ delivery, supportEmail }: Pick<PromiseLedgerProps, 'delivery' | 'supportEmail'>) {
  const t = useTranslations('shop');
  const b = (text: ReactNode) => <b className="num">{text}</b>;
  return (
    <div>
      <dt>{t('delivery')}</dt>
      {delivery.map(({ zone, fee, freeFrom }) => (
        <dd key={zone} data-to={zone}>
          {fee === null
            ? t.rich('delivery_free', { b })
            : freeFrom === null
              ? t.rich('delivery_fee', { fee, b })
              : t.rich('delivery_fee_until', { fee, amount: freeFrom, b })}
        </dd>
      ))}
      <dd data-to={unserved}>
        {t.rich('delivery_none', { b, mail: () => <MailLink address={supportEmail} /> })}
      </dd>
    </div>
  );
}
