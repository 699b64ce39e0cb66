import type { Incident } from '#domain/incident.ts';
import type { Reading, Rule } from './rules.ts';

/**
 * `open`, `grow` and `close` are told to everybody; `keep` only brings the incident up to date; `wait` lets the time run
 * after which it is over.
 */
export type Verdict = 'nothing' | 'open' | 'grow' | 'keep' | 'wait' | 'close';

type Limits = Pick<Rule, 'minimumSample' | 'opensAbove' | 'closesAt' | 'quietMinutes'>;

/** What people were told of last, and when. */
export type Told = { readonly subjects: readonly string[]; readonly at: Date };

type Open = Pick<Incident, 'last_seen_at'> & { readonly told: Told };

/** However much is added to an incident, people are told of it no more often. */
const tellsAgainMs = 3_600_000;

/**
 * What a reading means for the incident of its rule. What opens an incident lies above what keeps it open, and it is over
 * only when it has been quiet for a while, so a value that trembles at the limit is one incident. Too small a sample opens
 * nothing and keeps nothing open. An incident grows when something waits that nobody was told of.
 */
export function judge(
  rule: Limits,
  { value, sample, subjects = [] }: Pick<Reading, 'value' | 'sample' | 'subjects'>,
  { open, now }: { open: Open | null; now: Date },
): Verdict {
  const proves = sample >= rule.minimumSample;
  if (!open) return proves && value > rule.opensAbove ? 'open' : 'nothing';
  if (proves && value > rule.closesAt) return hasGrown(open.told, subjects, now) ? 'grow' : 'keep';
  const quietMs = now.getTime() - open.last_seen_at.getTime();
  return quietMs >= rule.quietMinutes * 60_000 ? 'close' : 'wait';
}

const hasGrown = ({ subjects: told, at }: Told, subjects: readonly string[], now: Date): boolean =>
  now.getTime() - at.getTime() >= tellsAgainMs && subjects.some((subject) => !told.includes(subject));
