import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { stringify } from 'csv-stringify';

export type CsvCell = string | number | boolean | Date | null;

/**
 * Rows as a CSV file, written as they come: UTF-8 with a byte order mark, so that spreadsheets read every language, moments
 * as ISO 8601 in UTC, and no cell that a spreadsheet would take for a formula.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
export function csvStream(
  header: readonly string[],
  rows: AsyncIterable<readonly CsvCell[]> | Iterable<readonly CsvCell[]>,
): ReadableStream<Uint8Array> {
  const writer = stringify({
    bom: true,
    escape_formulas: true,
    record_delimiter: 'windows',
    columns: [...header],
    header: true,
    cast: { date: (moment) => moment.toISOString(), boolean: String },
  });
  const source = Readable.from(rows);
  // A broken source must break the file: a short one would pass for a whole one.
  source.on('error', (error) => writer.destroy(error));
  writer.on('close', () => source.destroy());
  return Readable.toWeb(source.pipe(writer));
}

/** The answer of a route that offers a CSV file for saving. `name` is the file's name without its ending, ASCII letters and dashes. */
export const csvResponse = (name: string, ...file: Parameters<typeof csvStream>): Response =>
  new Response(csvStream(...file) as unknown as BodyInit, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}.csv"`,
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    },
  });
