import type { Incident } from '#domain/incident.ts';
import type { Reading, Rule } from './rules.ts';

/**
 * `open` and `close` are told to everybody; `keep` only brings the incident up to date; `wait` lets the time run after which
 * it is over.
 */
export type Verdict = 'nothing' | 'open' | 'keep' | 'wait' | 'close';

type Limits = Pick<Rule, 'minimumSample' | 'opensAbove' | 'closesAt' | 'quietMinutes'>;

/**
 * What a reading means for the incident of its rule. What opens an incident lies above what keeps it open, and it is over
 * only when it has been quiet for a while, so a value that trembles at the limit is one incident. Too small a sample opens
 * nothing and keeps nothing open.
 */
export function judge(
  rule: Limits,
  { value, sample }: Pick<Reading, 'value' | 'sample'>,
  { open, now }: { open: Pick<Incident, 'last_seen_at'> | null; now: Date },
): Verdict {
  const proves = sample >= rule.minimumSample;
  if (!open) return proves && value > rule.opensAbove ? 'open' : 'nothing';
  if (proves && value > rule.closesAt) return 'keep';
  const quietMs = now.getTime() - open.last_seen_at.getTime();
  return quietMs >= rule.quietMinutes * 60_000 ? 'close' : 'wait';
}
