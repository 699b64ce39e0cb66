/** Names and subjects longer than this say nothing more. */
const longestLine = 200;

/** Text for a header: one line without control characters, which could begin another header, and of bearable length. */
export const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, longestLine);

/** Whether a text is one plain address: no list, no name, nothing that could be read as a second recipient. */
export const isSingleAddress = (text: string): boolean =>
  text.length <= 254 && /^[^\s@,;:<>()"[\]\\\p{Cc}]+@[^\s@,;:<>()"[\]\\\p{Cc}]+$/u.test(text);

/** The domain of `Name <name@domain>` or `name@domain`. */
export const addressDomain = (from: string): string => /@([^\s<>@]+?)>?$/.exec(from)?.[1] ?? 'localhost';
