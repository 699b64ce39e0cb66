import { useLocale, useTranslations } from 'next-intl';
import type { OrderStep, StepName } from '#domain/order-timeline.ts';
import { dayText } from '#domain/ship-window.ts';
import { dateLocales } from '#libs/I18n.ts';

/** Where there is something to add about a station that is still to come, or going on. */
const noted = {
  todo: ['production', 'shipping'],
  now: ['waiting', 'refund_shown'],
  done: [],
  stop: [],
} as const satisfies Record<OrderStep['at'], readonly StepName[]>;

/** The way of the order: what happened and when, what goes on, what is to come. */
export function OrderSteps({ steps, when }: { steps: readonly OrderStep[]; when: string | null }) {
  const t = useTranslations('order');
  const dateLocale = dateLocales[useLocale()];
  const noteOf = ({ name, at }: OrderStep): string | null => {
    const found = noted[at].find((candidate) => candidate === name);
    return found === undefined ? null : t(`step.${found}_note`);
  };
  return (
    <ol className="line">
      {steps.map((step, nth) => {
        const { name, at, time } = step;
        const note = noteOf(step);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is written once, and a station may come twice
          <li key={nth} className={at} aria-current={at === 'now' ? 'step' : undefined}>
            <b>{t(`step.${name}`)}</b>
            {time !== null ? (
              <time className="t num" dateTime={time.toISOString()}>
                {dayText(time, dateLocale)}
              </time>
            ) : (
              <span className="t num">
                {at === 'now' ? t('now') : name === 'shipping' && at === 'todo' ? when : null}
              </span>
            )}
            {note === null ? null : <small>{note}</small>}
          </li>
        );
      })}
    </ol>
  );
}
