/** What times are told against: now, and the zone of whoever reads. */
export type Times = { readonly now: Date; readonly zone: string };

type TimeProps = { at: Date; times: Times };

const steps = [
  { unit: 'd', seconds: 86_400 },
  { unit: 'h', seconds: 3600 },
  { unit: 'min', seconds: 60 },
] as const;

/** How long ago, or in how long: `14 s`, `2 min`, `6 h`, `3 d`, `in 5 min`. */
export function distance(at: Date, now: Date): string {
  const seconds = Math.round((now.getTime() - at.getTime()) / 1000);
  const size = Math.abs(seconds);
  const step = steps.find((candidate) => size >= candidate.seconds);
  const text = step ? `${Math.floor(size / step.seconds)} ${step.unit}` : `${size} s`;
  return seconds < 0 ? `in ${text}` : text;
}

const format = (at: Date, zone: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat('en-GB', { ...options, hourCycle: 'h23', timeZone: zone }).format(at);

/** `20 Nov 2026, 12:04:09`, in the zone of whoever reads. */
const absolute = (at: Date, zone: string): string =>
  format(at, zone, { dateStyle: 'medium', timeStyle: 'medium' });

/** How long ago something was; the moment itself shows when it is pointed at. */
export function RelativeTime({ at, times }: TimeProps) {
  return (
    <time dateTime={at.toISOString()} title={absolute(at, times.zone)}>
      {distance(at, times.now)}
    </time>
  );
}

/** The moment itself. */
export function AbsoluteTime({ at, times }: TimeProps) {
  return <time dateTime={at.toISOString()}>{absolute(at, times.zone)}</time>;
}

/** The hour on a timeline, with its day when that is another one than today. */
export function ClockTime({ at, times }: TimeProps) {
  const day = (date: Date) => format(date, times.zone, { day: 'numeric', month: 'short' });
  const clock = format(at, times.zone, { timeStyle: 'medium' });
  return (
    <time dateTime={at.toISOString()} title={absolute(at, times.zone)}>
      {day(at) === day(times.now) ? clock : day(at)}
    </time>
  );
}
