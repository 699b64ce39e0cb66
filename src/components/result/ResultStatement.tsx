import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Face } from '#components/ui/Face.tsx';
import type { CheckoutResultView } from '#domain/checkout-result.ts';
import { textIn } from '#domain/localized-text.ts';
import { formatMoney, type Money } from '#domain/money.ts';
import { ResultActions } from './ResultActions.tsx';
import { isOwnState, looks, timelines } from './result-states.ts';
import { StateWord } from './StateWord.tsx';
import { Timeline } from './Timeline.tsx';

export type ResultStatementProps = {
  view: CheckoutResultView;
  /** When it ships, in the page's language; null once that is past. */
  when: string | null;
  batch: string;
  returnDays: number;
  /** The address of this very page, to look again. */
  here: string;
  /** Leads this browser to the page of the order; null where there is no order. */
  orderHref: string | null;
  home: string;
  supportEmail: string;
};

/** What happened to the money, in one sentence, and what comes next. */
export function ResultStatement(props: ResultStatementProps) {
  const { view, when, batch } = props;
  const { state } = view;
  const t = useTranslations();
  const values = useValues(props);
  const rich = { ...values, u: (text: ReactNode) => <span className="u">{text}</span> };
  const [title, lead] = isOwnState(state)
    ? [t.rich(`result.${state}.title`, rich), t(`result.${state}.lead`, values)]
    : [t.rich(`order.state.${state}.title`, rich), t(`order.state.${state}.lead`, values)];
  return (
    <div className="say">
      <div role="status">
        <Face mood={looks[state].mood} className="gaze-now" />
        <p>
          <StateWord state={state} />
        </p>
        <h1>{title}</h1>
      </div>
      <p className="lead">{lead}</p>
      <ResultActions {...props} />
      <Timeline steps={timelines[state]} when={when} batch={batch} />
    </div>
  );
}

/** What the sentences of the states are filled in with. */
function useValues({ view: { order }, when, batch, returnDays }: ResultStatementProps) {
  const t = useTranslations('result');
  const locale = useLocale();
  const text = (amount: Money | undefined): string => (amount ? formatMoney(amount, locale) : '');
  return {
    amount: text(order?.amount),
    refunded: text(order?.amountRefunded),
    owed: text(order?.amountOwed),
    color: order ? textIn(order.variantName, locale) : t('your_colour'),
    when: when ?? '',
    batch,
    days: String(returnDays),
  };
}
