import { useLocale, useTranslations } from 'next-intl';
import { MailLink } from '#components/ui/MailLink.tsx';
import { Picture } from '#components/ui/Picture.tsx';
import { StatusWord } from '#components/ui/StatusWord.tsx';
import { textIn } from '#domain/localized-text.ts';
import type { OrderView } from '#domain/order-view.ts';
import { OrderFacts } from './OrderFacts.tsx';
import { type OrderLine, orderLines } from './order-lines.ts';
import { looks } from './order-states.ts';

type OrderSlipProps = { view: OrderView; when: string | null; supportEmail: string };

/** The order as a document, in the colour that was bought. */
export function OrderSlip({ view, when, supportEmail }: OrderSlipProps) {
  const t = useTranslations('order');
  const locale = useLocale();
  const { orderNo, state, thumb, quantity, variantName } = view;
  const item = t('item', { color: textIn(variantName, locale) });
  return (
    <section className="slip" aria-label={t('slip', { orderNo })}>
      <div className="slip-head">
        <div>
          <span className="k">{t('number')}</span>
          <span className="no">{orderNo}</span>
        </div>
        <StatusWord tone={looks[state].tone}>{t(`state.${state}.word`)}</StatusWord>
      </div>
      <div className="item">
        <div className="th">
          <Picture src={thumb} alt="" width={256} height={256} />
        </div>
        <div>
          <b>{item}</b>
          <span className="sub">{t('quantity', { quantity: String(quantity) })}</span>
        </div>
      </div>
      <dl className="money">
        {orderLines(view, locale).map((line) => (
          <Line key={line.label} {...line} term={line.label === 'item' ? item : t(line.label)} />
        ))}
      </dl>
      <OrderFacts view={view} when={when} />
      <p className="support">
        {t.rich('support', {
          no: () => <span className="mono">{orderNo}</span>,
          mail: () => <MailLink address={supportEmail} />,
        })}
      </p>
    </section>
  );
}

function Line({ term, amount, isSum }: OrderLine & { term: string }) {
  return (
    <>
      <dt className={isSum ? 'sum' : undefined}>{term}</dt>
      <dd className={isSum ? 'num sum' : 'num'}>{amount}</dd>
    </>
  );
}
