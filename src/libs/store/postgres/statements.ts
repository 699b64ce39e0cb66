import type { TableName } from '#domain/changes.ts';
import { cleanText } from '#libs/store/encoding.ts';
import type { Column } from '#models/columns.ts';
import { shapeOf } from '#models/columns.ts';

export const quoted = (name: string): string => `"${name}"`;

/** Numbered, typed placeholders in the sequence their values are given in. */
export type Placeholders = {
  /** The next placeholder, cast to the type. */
  next(sqlType: string): string;
  count(): number;
};

export function createPlaceholders(): Placeholders {
  let count = 0;
  return { next: (sqlType) => `$${++count}::${sqlType}`, count: () => count };
}

export const columnList = (table: TableName, prefix = ''): string =>
  namesIn(
    shapeOf(table).columns.map(({ name }) => name),
    prefix,
  );

export const namesIn = (names: readonly string[], prefix = ''): string =>
  names.map((name) => `${prefix}${quoted(name)}`).join(', ');

/** One row of placeholders, every column of the table. */
export const rowOf = (columns: readonly Column[], placeholders: Placeholders): string =>
  `(${columns.map(({ sqlType }) => placeholders.next(sqlType)).join(', ')})`;

/** The texts of a json array, so that any number of them is one parameter of one statement. */
export const textsIn = (placeholder: string): string =>
  `array(select json_array_elements_text(${placeholder}))`;

/** Texts as one parameter of an array type: https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO */
export const textArray = (texts: readonly string[]): string =>
  `{${texts.map((text) => `"${cleanText(text).replaceAll(/["\\]/g, '\\$&')}"`).join(',')}}`;

/** A record and its version as one json value, from an alias of its table. */
export const versionedJson = (alias: string): string =>
  `json_build_object('version', ${alias}.xmin::text, 'record', ${alias})`;
