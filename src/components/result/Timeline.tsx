import { useTranslations } from 'next-intl';
import { isOwnStep, type Step } from './result-states.ts';

type TimelineProps = {
  steps: readonly Step[];
  /** When it ships, in the page's language; null once that is past. */
  when: string | null;
  batch: string;
};

export function Timeline({ steps, when, batch }: TimelineProps) {
  const t = useTranslations();
  const notes: Readonly<Record<string, string>> = {
    'confirmed done': t('result.step.confirmed_note', { batch }),
    'production todo': t('order.step.production_note'),
    'shipping todo': t('result.step.shipping_note'),
    'waiting now': t('order.step.waiting_note'),
    'declined stop': t('result.step.declined_note'),
  };
  if (steps.length === 0) return null;
  return (
    <ol className="line">
      {steps.map(({ name, at }) => {
        const note = notes[`${name} ${at}`] ?? null;
        const isAhead = name === 'shipping' && at === 'todo';
        return (
          <li key={name} className={at} aria-current={at === 'now' ? 'step' : undefined}>
            <b>{isOwnStep(name) ? t(`result.step.${name}`) : t(`order.step.${name}`)}</b>
            <span className="t num">{isAhead ? when : at === 'now' ? t('result.step.now') : null}</span>
            {note === null ? null : <small>{note}</small>}
          </li>
        );
      })}
    </ol>
  );
}
