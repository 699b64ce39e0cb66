import { useTranslations } from 'next-intl';
import type { Step, StepName } from './result-states.ts';

type TimelineProps = { steps: readonly Step[]; window: string; batch: string };

const noted = ['confirmed', 'production', 'shipping', 'waiting', 'declined'] as const satisfies StepName[];

export function Timeline({ steps, window, batch }: TimelineProps) {
  const t = useTranslations('result.step');
  const noteOf = (name: StepName): string | null => {
    const found = noted.find((candidate) => candidate === name);
    return found ? t(`${found}_note`, { batch }) : null;
  };
  if (steps.length === 0) return null;
  return (
    <ol className="line">
      {steps.map(({ name, at }) => {
        const note = at === 'todo' && name === 'confirmed' ? null : noteOf(name);
        return (
          <li key={name} className={at} aria-current={at === 'now' ? 'step' : undefined}>
            <b>{t(name)}</b>
            <span className="t num">{name === 'shipping' ? window : at === 'now' ? t('now') : null}</span>
            {note === null ? null : <small>{note}</small>}
          </li>
        );
      })}
    </ol>
  );
}
