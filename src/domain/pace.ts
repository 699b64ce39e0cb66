import type { Quota } from './rate-limit.ts';

/** What a receiver allows: so many calls in a second, and so many in a minute. */
export type CallLimits = { readonly perSecond: number; readonly perMinute: number };

/** Lengths a window may have, seconds; the longer ones waste less where the limit is small. */
const lengths = [1, 2, 5, 10, 30] as const;
/** The share of the limit that is used: calls do not arrive evenly spaced as they left. */
const used = 0.985;

/**
 * The quickest quota that keeps within both limits wherever the receiver's own windows begin. A minute anywhere touches one
 * window more than fit into it, and a second two; what is handed out in all of them together is still allowed.
 */
export function paceOf({ perSecond, perMinute }: CallLimits): Quota {
  const quotas = lengths.map((seconds) => ({
    seconds,
    limit: Math.min(Math.floor((perMinute * used) / (60 / seconds + 1)), Math.floor(perSecond / 2)),
  }));
  const best = quotas.reduce((one, other) => (rateOf(other) > rateOf(one) ? other : one));
  return best.limit >= 1 ? best : { seconds: 60, limit: 1 };
}

const rateOf = ({ limit, seconds }: Quota): number => limit / seconds;
