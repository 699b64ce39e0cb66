import { useLocale, useTranslations } from 'next-intl';
import { type OrderLine, orderLines } from '#components/order/order-lines.ts';
import { MailLink } from '#components/ui/MailLink.tsx';
import { Picture } from '#components/ui/Picture.tsx';
import type { CheckoutResultOrder, CheckoutResultState } from '#domain/checkout-result.ts';
import { textIn } from '#domain/localized-text.ts';
import { StateWord } from './StateWord.tsx';

type SlipProps = {
  state: CheckoutResultState;
  order: CheckoutResultOrder;
  batch: string;
  supportEmail: string;
};

/** The order as a document. Nothing on it is personal: whoever has the address may read it. */
export function Slip({ state, order, batch, supportEmail }: SlipProps) {
  const t = useTranslations('result');
  const lineText = useTranslations('order');
  const locale = useLocale();
  const item = t('item', { color: textIn(order.variantName, locale) });
  return (
    <section className="slip" aria-label={t('slip', { orderNo: order.orderNo })}>
      <div className="slip-head">
        <div>
          <span className="k">{t('order_number')}</span>
          <span className="no">{order.orderNo}</span>
        </div>
        <StateWord state={state} />
      </div>
      <div className="item">
        <div className="th">
          <Picture src={order.thumb} alt="" width={256} height={256} />
        </div>
        <div>
          <b>{item}</b>
          <span className="sub">{t('quantity_batch', { quantity: String(order.quantity), batch })}</span>
        </div>
      </div>
      <dl className="money">
        {orderLines({ state, amounts: amountsOf(order) }, locale).map((line) => (
          <SlipRow key={line.label} {...line} term={line.label === 'item' ? item : lineText(line.label)} />
        ))}
      </dl>
      <p className="support">
        {t.rich('support', {
          no: () => <span className="mono">{order.orderNo}</span>,
          mail: () => <MailLink address={supportEmail} />,
        })}
      </p>
    </section>
  );
}

const amountsOf = ({ amount, amountRefunded, amountOwed, ...parts }: CheckoutResultOrder) => ({
  ...parts,
  total: amount,
  refunded: amountRefunded,
  owed: amountOwed,
});

function SlipRow({ term, amount, isSum }: OrderLine & { term: string }) {
  return (
    <>
      <dt className={isSum ? 'sum' : undefined}>{term}</dt>
      <dd className={isSum ? 'num sum' : 'num'}>{amount}</dd>
    </>
  );
}
