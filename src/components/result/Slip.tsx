import { useLocale, useTranslations } from 'next-intl';
import { MailLink } from '#components/ui/MailLink.tsx';
import { Picture } from '#components/ui/Picture.tsx';
import { StatusWord } from '#components/ui/StatusWord.tsx';
import type { CheckoutResultOrder, CheckoutResultState } from '#domain/checkout-result.ts';
import { textIn } from '#domain/localized-text.ts';
import { looks } from './result-states.ts';
import { slipLines } from './slip-lines.ts';

type SlipProps = {
  state: CheckoutResultState;
  order: CheckoutResultOrder;
  batch: string;
  supportEmail: string;
};

/** The order as a document. Nothing on it is personal: whoever has the address may read it. */
export function Slip({ state, order, batch, supportEmail }: SlipProps) {
  const t = useTranslations('result');
  const locale = useLocale();
  const item = t('item', { color: textIn(order.variantName, locale) });
  return (
    <section className="slip" aria-label={t('slip', { orderNo: order.orderNo })}>
      <div className="slip-head">
        <div>
          <span className="k">{t('order_number')}</span>
          <span className="no">{order.orderNo}</span>
        </div>
        <StatusWord tone={looks[state].tone}>{t(`${state}.word`)}</StatusWord>
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
        {slipLines(state, order, locale).map(({ label, amount, sum }) => (
          <SlipRow key={label} term={label === 'item' ? item : t(label)} amount={amount} sum={sum} />
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

function SlipRow({ term, amount, sum }: { term: string; amount: string; sum: boolean }) {
  return (
    <>
      <dt className={sum ? 'sum' : undefined}>{term}</dt>
      <dd className={sum ? 'num sum' : 'num'}>{amount}</dd>
    </>
  );
}
