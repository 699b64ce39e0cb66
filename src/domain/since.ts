/** Seconds of `m`, `h`, `d`: the units a length of time may be said in. */
const secondsOf: Readonly<Record<string, number>> = { m: 60, h: 3_600, d: 86_400 };

/** The moment a text such as `90m`, `2h`, `7d` or `2026-11-28T10:00Z` names; null for anything else. */
export function sinceMoment(text: string, now: Date): Date | null {
  const [, amount, unit = ''] = /^(\d{1,4})([mhd])$/.exec(text) ?? [];
  if (amount !== undefined) return new Date(now.getTime() - Number(amount) * (secondsOf[unit] ?? 0) * 1000);
  const moment = /^\d{4}-\d\d-\d\d/.test(text) ? new Date(text) : null;
  return moment && !Number.isNaN(moment.getTime()) ? moment : null;
}
