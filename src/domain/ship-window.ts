import type { ShipWindow } from './offer.ts';

/**
 * The ship window as people write it: `1–12 March 2027`, `1 al 12 de marzo de 2027`, `2027 年 3 月 1 日至 12 日`. Intl's own
 * ranges fall back to numeric dates in Chinese, so only single dates come from it; `to` is the language's word between
 * two dates.
 */
export function shipWindowText({ from, to }: ShipWindow, dateLocale: string, between: string): string {
  const [first, last] = [new Date(from), new Date(to)];
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(dateLocale, { ...options, timeZone: 'UTC' });
  const whole = format({ day: 'numeric', month: 'long', year: 'numeric' });
  const day = format({ day: 'numeric' });
  const spaced = dateLocale.startsWith('zh') ? withSpaces : (text: string) => text;
  const dayFirst = whole.formatToParts(first)[0]?.type === 'day';
  if (from.slice(0, 7) !== to.slice(0, 7)) {
    return spaced(`${whole.format(first)}${between}${whole.format(last)}`);
  }
  return spaced(
    dayFirst
      ? `${day.format(first)}${closedUp(between)}${whole.format(last)}`
      : `${whole.format(first)}${between}${day.format(last)}`,
  );
}

/** One day as people write it: `1 March 2027`, `2027 年 3 月 1 日`. */
export function dayText(day: Date, dateLocale: string): string {
  const options = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
  const text = new Intl.DateTimeFormat(dateLocale, options).format(day);
  return dateLocale.startsWith('zh') ? withSpaces(text) : text;
}

/** A dash between two numbers stands without spaces; a word keeps them. */
const closedUp = (between: string): string => (/^\s*\p{Pd}\s*$/u.test(between) ? between.trim() : between);

/** Chinese sets a space between its characters and digits. */
const withSpaces = (text: string): string =>
  text.replace(/(?<=\d)(?=\p{Script=Han})|(?<=\p{Script=Han})(?=\d)/gu, ' ');

/** A day as our records and messages have it: `2027-03-12`, in UTC. */
export const isoDay = (day: Date): string => day.toISOString().slice(0, 10);
