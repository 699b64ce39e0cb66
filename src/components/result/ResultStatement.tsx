import { useLocale, useTranslations } from 'next-intl';
import { Face } from '#components/ui/Face.tsx';
import { StatusWord } from '#components/ui/StatusWord.tsx';
import type { CheckoutResultView } from '#domain/checkout-result.ts';
import { textIn } from '#domain/localized-text.ts';
import { formatMoney } from '#domain/money.ts';
import { ResultActions } from './ResultActions.tsx';
import { looks, timelines } from './result-states.ts';
import { Timeline } from './Timeline.tsx';

export type ResultStatementProps = {
  view: CheckoutResultView;
  window: string;
  batch: string;
  /** The address of this very page, to look again. */
  here: string;
  /** Leads this browser to the page of the order; null where there is no order. */
  orderHref: string | null;
  home: string;
  supportEmail: string;
};

/** What happened to the money, in one sentence, and what comes next. */
export function ResultStatement(props: ResultStatementProps) {
  const { view, window, batch } = props;
  const t = useTranslations('result');
  const locale = useLocale();
  const { state, order } = view;
  const { mood, tone } = looks[state];
  const values = {
    amount: order ? formatMoney(order.amount, locale) : '',
    refunded: order ? formatMoney(order.amountRefunded, locale) : '',
    color: order ? textIn(order.variantName, locale) : t('your_colour'),
    window,
    batch,
  };
  return (
    <div className="say">
      <div role="status">
        <Face mood={mood} className="gaze-now" />
        <p>
          <StatusWord tone={tone}>{t(`${state}.word`)}</StatusWord>
        </p>
        <h1>{t.rich(`${state}.title`, { ...values, u: (text) => <span className="u">{text}</span> })}</h1>
      </div>
      <p className="lead">{t(`${state}.lead`, values)}</p>
      <ResultActions {...props} />
      <Timeline steps={timelines[state]} window={window} batch={batch} />
    </div>
  );
}
