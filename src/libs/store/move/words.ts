import type { Named, Report, TableReport } from './report.ts';

/** What a report says, line by line: counts and digests of both ends, then every difference. */
export function reportLines(report: Report, { from, to }: { from: string; to: string }): string[] {
  const rows = report.tables.map((table) => [
    table.table,
    number(table.source.count),
    number(table.target.count),
    short(table.source.digest),
    short(table.target.digest),
    verdict(table),
  ]);
  const total = (side: 'source' | 'target') =>
    number(report.tables.reduce((sum, table) => sum + table[side].count, 0));
  const titles = ['', from, to, `digest in ${from}`, `digest in ${to}`, ''];
  const sums = ['all records', total('source'), total('target'), '', '', ''];
  return [...aligned([titles, ...rows, sums]), ...report.tables.flatMap(differences)];
}

/** What a dry run found: how much there is, and how much of it a move would write. */
export function tryOutLines(report: Report, { from, to }: { from: string; to: string }): string[] {
  const rows = report.tables.map(({ table, source, target, differing, extra }) => [
    table,
    number(source.count),
    number(target.count + extra.count),
    `${number(differing.count)} to be written`,
  ]);
  const isEmpty = report.tables.every(({ target, extra }) => target.count + extra.count === 0);
  return [
    ...aligned([['', from, to, ''], ...rows]),
    '',
    'Nothing was written.',
    ...(isEmpty ? [] : [`${to} is not empty: a move that did not begin there needs --merge.`]),
  ];
}

const inThousands = new Intl.NumberFormat('en');
const number = (count: number): string => inThousands.format(count);
/** Enough to compare by eye; the comparison itself was record by record, with all of it. */
const short = (digest: string): string => digest.slice(0, 16);

function verdict({ differing, extra, unread, source, target }: TableReport): string {
  const isStranger = extra.count < 0 || extra.ids.length > 0;
  const isEqual = differing.count === 0 && unread === 0 && source.digest === target.digest;
  if (!isEqual || isStranger) return 'DIFFERENT';
  return extra.count === 0 ? 'same' : `same, beside ${number(extra.count)} of its own`;
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const isNumber = (column: number): boolean => column === 1 || column === 2;
  return rows.map((row) =>
    row
      .map((cell, column) =>
        isNumber(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}

function differences({ table, differing, extra, unread }: TableReport): string[] {
  return [
    ...(differing.count > 0 ? [`${table}: ${named(differing)} missing or different in the target`] : []),
    ...(extra.count > 0 && extra.ids.length > 0
      ? [`${table}: ${named(extra)} in the target that the source does not have`]
      : []),
    ...(extra.count < 0 ? [`${table}: ${-extra.count} vanished from the target after they were read`] : []),
    ...(unread === 0 ? [] : [`${table}: the source counts ${unread} more than could be read of it`]),
  ];
}

const named = ({ count, ids }: Named): string =>
  `${number(count)} ${count === 1 ? 'record' : 'records'} (${ids.join(', ')}${count > ids.length ? ', …' : ''})`;

/** A length of time for people: `1 min 5 s`. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
