import { CsvError, parse } from 'csv-parse/sync';

/** One line of a file: its number as an editor shows it, and its cells. */
export type CsvLine = { readonly line: number; readonly cells: readonly string[] };

/** The file cannot be read as a table at all; the message says why, for whoever chose the file. */
export class UnreadableTableError extends Error {}

/** Bytes of a file that is read; a list of shipments of a month is a tenth of it. */
export const largestTableBytes = 512 * 1024;

const separators = [',', ';', '\t'] as const;

/** What is said of a larger one. */
export const tooLargeTable = `The file is larger than ${largestTableBytes / 1024} KB; split it.`;

/**
 * The text of a table somebody saved in a spreadsheet: in UTF-8 or, as "Unicode text", UTF-16, with or without a byte order
 * mark. Throws UnreadableTableError.
 */
export function tableText(bytes: Uint8Array): string {
  if (bytes.length > largestTableBytes) throw new UnreadableTableError(tooLargeTable);
  return decoded(bytes);
}

/** Its lines, separated by comma, semicolon or tab. Empty ones are left out. Throws UnreadableTableError. */
export function readTable(text: string): readonly CsvLine[] {
  // A workbook is a zip archive, whose first letters are these.
  if (text.startsWith('PK\u0003'))
    throw new UnreadableTableError('This is a workbook. Save it as CSV first.');
  if (text.includes('\0')) throw new UnreadableTableError('This is not a text file. Save the sheet as CSV.');
  try {
    const options = {
      delimiter: separatorOf(text),
      relax_column_count: true,
      relax_quotes: true,
      info: true,
    } as const;
    const rows = parse(text, {
      ...options,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as readonly Read[];
    return rows
      .map(({ record, info }) => ({ line: info.lines, cells: record.map(asTyped) }))
      .filter(({ cells }) => cells.some((cell) => cell !== ''));
  } catch (error) {
    if (error instanceof CsvError) throw new UnreadableTableError(`The file is not CSV: ${error.message}`);
    throw error;
  }
}

type Read = { readonly record: readonly string[]; readonly info: { readonly lines: number } };

function decoded(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder('utf-8').decode(bytes);
}

/** Excel separates by what its user's country separates by. */
function separatorOf(text: string): string {
  const [head = ''] = text.split(/\r?\n/, 1);
  const count = (separator: string): number => head.split(separator).length;
  return separators.reduce((best, each) => (count(each) > count(best) ? each : best));
}

/** Excel keeps long numbers whole as `="0034"` or `'0034`, and our own files mark what looks like a formula the same way. */
const asTyped = (cell: string): string =>
  cell
    .replace(/^=?"(.*)"$/, '$1')
    .replace(/^'/, '')
    .trim();
