import { gunzipSync, gzipSync } from 'node:zlib';
import { encode } from '#libs/store/encoding.ts';
import type { Column } from '#models/columns.ts';

/** A record as the database takes it, or a part of one. */
export type Row = Readonly<Record<string, unknown>>;
/** What a document holds: the columns by their names, and what only this store needs under names that begin with `_`. */
export type Fields = Record<string, unknown>;

/** Texts of more bytes than this are kept packed. */
const packedAbove = 32_768;
/** What a document may weigh is 1 MiB, names and indexes included: https://firebase.google.com/docs/firestore/quotas */
const heaviest = 1_000_000;

/**
 * A value as a document holds it. Json is kept as its text: maps would lose the lists within lists and the sequence of
 * names. Throws RangeError like `encode` on a value the column cannot hold exactly.
 */
export function encodeField(column: Column, value: unknown): unknown {
  const text = encode(column, value);
  if (text === null) return null;
  switch (column.sqlType) {
    case 'timestamp with time zone':
      return new Date(text);
    case 'bigint':
    case 'integer':
      return Number(text);
    case 'boolean':
      return text === 'true';
    default:
      return text.length > packedAbove ? gzipSync(text) : text;
  }
}

type Moment = { toDate(): Date };

/** The value a field was made of. */
export function decodeField(column: Column, field: unknown): unknown {
  if (field === null || field === undefined) return null;
  if (column.sqlType === 'timestamp with time zone') return (field as Moment).toDate();
  const value = field instanceof Uint8Array ? gunzipSync(field).toString() : field;
  return column.sqlType === 'jsonb' ? JSON.parse(String(value)) : value;
}

/** The same document, with the body of the notification cut and marked as cut when it would be too heavy otherwise. */
export function fitDocument(fields: Fields): Fields {
  const packed = fields.raw_data;
  if (!(packed instanceof Uint8Array) || packed.byteLength <= heaviest - otherWeight(fields)) return fields;
  return { ...fields, raw_data: cut(gunzipSync(packed).toString(), heaviest - otherWeight(fields)) };
}

function cut(text: string, weight: number): Uint8Array {
  let kept = Math.floor(text.length / 2);
  for (;;) {
    const packed = gzipSync(
      `${text.slice(0, kept).toWellFormed()}\n[cut: ${kept} of ${text.length} characters kept]`,
    );
    if (packed.byteLength <= weight) return packed;
    kept = Math.floor(kept * 0.8);
  }
}

function otherWeight(fields: Fields): number {
  const others = Object.entries(fields).filter(([name]) => name !== 'raw_data');
  return others.reduce((sum, [name, value]) => sum + name.length + weightOf(value), 0);
}

function weightOf(value: unknown): number {
  if (value instanceof Uint8Array) return value.byteLength;
  return typeof value === 'string' ? Buffer.byteLength(value) : 16;
}
