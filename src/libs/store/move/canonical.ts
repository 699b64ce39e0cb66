import { createHash } from 'node:crypto';
import type { TableName } from '#domain/changes.ts';
import type { TransferRow } from '#libs/store/transfer.ts';
import type { Column } from '#models/columns.ts';
import { shapeOf } from '#models/columns.ts';

/*
 * One text per record, the same whichever database it comes from: names in alphabetical sequence, whole numbers without
 * quotes, moments in ISO 8601 with microseconds, and the json within with sorted names and every digit of its numbers.
 */

/** The record as one line of JSON. Throws SyntaxError on json that is none. */
export function canonicalText(table: TableName, row: TransferRow): string {
  const fields = sortedColumns(table).map(
    (column) => `${JSON.stringify(column.name)}:${literal(column, row[column.name] ?? null)}`,
  );
  return `{${fields.join(',')}}`;
}

/** SHA-256 of the table's name and the record's text. */
export const checksum = (table: TableName, row: TransferRow): Buffer =>
  createHash('sha256')
    .update(`${table} ${canonicalText(table, row)}`)
    .digest();

const sorted = new Map<TableName, readonly Column[]>();

function sortedColumns(table: TableName): readonly Column[] {
  const known = sorted.get(table) ?? shapeOf(table).columns.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  sorted.set(table, known);
  return known;
}

function literal({ sqlType }: Column, text: string | null): string {
  if (text === null) return 'null';
  switch (sqlType) {
    case 'jsonb':
      return canonicalJson(text);
    case 'bigint':
    case 'integer':
    case 'boolean':
      return text;
    default:
      return JSON.stringify(text);
  }
}

/** A number as it is written, because JavaScript's own would lose digits. */
class Digits {
  readonly source: string;
  constructor(source: string) {
    this.source = source;
  }
}

// The library types do not know yet that a reviver is told how a number was written: https://tc39.es/proposal-json-parse-with-source/
type Reviver = (this: unknown, key: string, value: unknown) => unknown;
const keepDigits = ((_key: string, value: unknown, context: { source: string }): unknown =>
  typeof value === 'number' ? new Digits(context.source) : value) as Reviver;

export const canonicalJson = (text: string): string => write(JSON.parse(text, keepDigits));

function write(value: unknown): string {
  if (value instanceof Digits) return plainNumber(value.source);
  if (Array.isArray(value)) return `[${value.map(write).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const names = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${names.map(([name, inner]) => `${JSON.stringify(name)}:${write(inner)}`).join(',')}}`;
}

/** One way to write a number: 1e3, 1000 and 1000.0 are all `1e3`. */
function plainNumber(source: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(source) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  const power = Number(exponent) - fraction.length + digits.length - significant.length;
  return `${sign}${significant}${power === 0 ? '' : `e${power}`}`;
}
