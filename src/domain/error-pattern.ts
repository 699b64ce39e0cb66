/** What differs between two occurrences of the same error, and the word that stands for it; the more particular first. */
const particulars: readonly (readonly [RegExp, string])[] = [
  [/[\w.+-]+@[\w-]+(\.[\w-]+)+/g, '‹address›'],
  [/https?:\/\/\S+/g, '‹url›'],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, '‹id›'],
  // evt_…, cs_test_…, ROL-7K2M9QXD: a short name, then something nobody can read.
  [/\b[a-z]{2,8}_(?:test_|live_)?[A-Za-z0-9]{6,}\b/g, '‹id›'],
  [/\b[A-Z]{2,6}[-_][0-9A-Z]{6,}\b/g, '‹id›'],
  [/\b(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{12,}\b/g, '‹id›'],
  [/\d+([.,:]\d+)*/g, '‹number›'],
];

/** An error without what is particular to one occurrence, so that the same errors look the same. */
export const patternOf = (text: string): string =>
  particulars.reduce((pattern, [particular, word]) => pattern.replaceAll(particular, word), text);

/** One occurrence, wherever it was kept. */
export type ErrorLine = {
  readonly source: 'event' | 'message' | 'activity';
  readonly text: string;
  readonly at: Date;
  /** The page of the console that shows it. */
  readonly href: string;
};

/** Errors that differ in nothing that matters. */
export type ErrorGroup = {
  readonly source: ErrorLine['source'];
  readonly pattern: string;
  readonly count: number;
  readonly firstSeen: Date;
  readonly lastSeen: Date;
  /** The page that shows the latest of them. */
  readonly href: string;
};

/** Groups by pattern, the latest first. */
export function groupErrors(lines: readonly ErrorLine[]): ErrorGroup[] {
  const groups = Map.groupBy(lines, ({ source, text }) => JSON.stringify([source, patternOf(text)]));
  return [...groups.values()]
    .map((alike) => {
      const inTime = alike.toSorted((a, b) => a.at.getTime() - b.at.getTime());
      const [first, last] = [inTime[0] as ErrorLine, inTime.at(-1) as ErrorLine];
      return {
        ...{ source: last.source, pattern: patternOf(last.text), count: alike.length },
        ...{ firstSeen: first.at, lastSeen: last.at, href: last.href },
      };
    })
    .sort((a, b) => b.lastSeen.getTime() - a.lastSeen.getTime());
}
