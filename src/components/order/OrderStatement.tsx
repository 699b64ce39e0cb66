import { useLocale, useTranslations } from 'next-intl';
import { Face } from '#components/ui/Face.tsx';
import { StatusWord } from '#components/ui/StatusWord.tsx';
import { textIn } from '#domain/localized-text.ts';
import { formatMoney } from '#domain/money.ts';
import { OrderActs } from './OrderActs.tsx';
import { OrderSteps } from './OrderSteps.tsx';
import type { OrderPageProps } from './order-page-props.ts';
import { looks } from './order-states.ts';

/** What happened to the money, in one sentence; then what may be done, and the way of the order. */
export function OrderStatement(props: OrderPageProps) {
  const { view, notice, when, returnDays } = props;
  const t = useTranslations('order');
  const locale = useLocale();
  const { state, amounts, variantName } = view;
  const { mood, tone } = looks[state];
  const values = {
    amount: formatMoney(amounts.total, locale),
    refunded: formatMoney(amounts.refunded, locale),
    owed: formatMoney(amounts.owed, locale),
    color: textIn(variantName, locale),
    when: when ?? '',
    days: String(returnDays),
  };
  return (
    <div className="say">
      {notice === null ? null : (
        <p className="note-line" role="status">
          {notice}
        </p>
      )}
      <Face mood={mood} className="gaze-now" />
      <p>
        <StatusWord tone={tone}>{t(`state.${state}.word`)}</StatusWord>
      </p>
      <h1>{t.rich(`state.${state}.title`, { ...values, u: (text) => <span className="u">{text}</span> })}</h1>
      <p className="lead">{t(`state.${state}.lead`, values)}</p>
      <OrderActs {...props} />
      <OrderSteps steps={view.steps} when={when} />
    </div>
  );
}
