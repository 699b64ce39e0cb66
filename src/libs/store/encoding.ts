import type { Column } from '#models/columns.ts';

/**
 * How values enter and leave a store, the same for every backend. Text no database takes is mended here:
 * NUL characters and lone surrogates become U+FFFD.
 */

const replacement = '\uFFFD';
const largestInteger = 2 ** 31 - 1;

export function cleanText(text: string): string {
  const wellFormed = text.isWellFormed() ? text : text.toWellFormed();
  return wellFormed.includes('\0') ? wellFormed.replaceAll('\0', replacement) : wellFormed;
}

/** JSON text a json column takes. JSON.stringify writes exactly the unwanted characters as escapes, so those are replaced. */
export function cleanJson(value: unknown): string {
  const json = JSON.stringify(value) ?? 'null';
  if (!json.includes('\\u')) return json;
  // The dot takes every other escape whole, so that a backslash followed by the letters u0000 stays what it is.
  return json.replace(/\\(?:u0000|ud[89a-f][0-9a-f]{2}|.)/g, (found) =>
    found.length > 2 ? replacement : found,
  );
}

/** The value as the text a database parameter carries. Throws RangeError on a value the column cannot hold exactly. */
export function encode(column: Column, value: unknown): string | null {
  if (value === undefined || value === null) {
    return column.sqlType === 'jsonb' && column.required ? 'null' : null;
  }
  switch (column.sqlType) {
    case 'jsonb':
      return cleanJson(value);
    case 'timestamp with time zone':
      return (value as Date).toISOString();
    case 'bigint':
    case 'integer':
      return String(checkInteger(column, value));
    case 'boolean':
      return value === true ? 'true' : 'false';
    default:
      return cleanText(String(value));
  }
}

/** The value as it will be read back: a frozen copy nobody else holds. Throws like `encode`. */
export function stored(column: Column, value: unknown): unknown {
  const text = encode(column, value);
  return text === null ? null : decode(column, text);
}

/** A row as it will be read back, every column of its table; throws like `encode`. */
export const storedRow = (
  columns: readonly Column[],
  row: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(columns.map((column) => [column.name, stored(column, row[column.name])]));

/** A part of a row as it will be read back; fields that are undefined are left out. */
export const storedPart = (
  columns: readonly Column[],
  part: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    columns
      .filter(({ name }) => part[name] !== undefined)
      .map((column) => [column.name, stored(column, part[column.name])]),
  );

/** The value a column's text stands for. */
export function decode(column: Column, text: string): unknown {
  switch (column.sqlType) {
    case 'jsonb':
      return deepFreeze(JSON.parse(text));
    case 'timestamp with time zone':
      return new Date(text);
    case 'bigint':
    case 'integer':
      return Number(text);
    case 'boolean':
      return text === 'true';
    default:
      return text;
  }
}

/** Money and counters: whole, never negative, within what the column holds. */
function checkInteger(column: Column, value: unknown): number {
  const limit = column.sqlType === 'integer' ? largestInteger : Number.MAX_SAFE_INTEGER;
  if (!Number.isInteger(value) || (value as number) < 0 || (value as number) > limit) {
    throw new RangeError(`${column.name} takes a whole number from 0 to ${limit}, not ${value}`);
  }
  return value as number;
}

function deepFreeze<V>(value: V): V {
  if (typeof value !== 'object' || value === null) return value;
  for (const inner of Object.values(value)) deepFreeze(inner);
  return Object.freeze(value);
}
