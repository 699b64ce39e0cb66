import { useTranslations } from 'next-intl';
import { StatusWord } from '#components/ui/StatusWord.tsx';
import type { CheckoutResultState } from '#domain/checkout-result.ts';
import { isOwnState, looks } from './result-states.ts';

/** Where the order stands, in a word. */
export function StateWord({ state }: { state: CheckoutResultState }) {
  const t = useTranslations();
  return (
    <StatusWord tone={looks[state].tone}>
      {isOwnState(state) ? t(`result.${state}.word`) : t(`order.state.${state}.word`)}
    </StatusWord>
  );
}
