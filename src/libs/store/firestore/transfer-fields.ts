import type { Timestamp } from 'firebase-admin/firestore';
import type { TableName } from '#domain/changes.ts';
import type { TransferRow } from '#libs/store/transfer.ts';
import { readIn } from '#libs/store/transfer-row.ts';
import type { Column } from '#models/columns.ts';
import { shapeOf } from '#models/columns.ts';
import { documentOf } from './documents.ts';
import type { Fields, Row } from './fields.ts';
import { decodeField, encodeField } from './fields.ts';

type Options = { readonly commit: string; readonly timestampOf: (version: string) => Timestamp };

/** The document of a row, with its moments to the microsecond and its json to the letter. Throws RangeError like `encode`. */
export function documentOfRow(table: TableName, row: TransferRow, { commit, timestampOf }: Options): Fields {
  const fields = documentOf(table, readIn(table, row), commit);
  for (const column of shapeOf(table).columns) {
    const text = row[column.name];
    if (text === null || text === undefined) continue;
    if (isMoment(column)) fields[column.name] = timestampOf(secondsAndNanoseconds(text));
    if (column.sqlType === 'jsonb') fields[column.name] = encodeField(asText(column), text);
  }
  return fields;
}

/** The row a document was made of. */
export const rowOfDocument = (table: TableName, fields: Row): TransferRow =>
  Object.fromEntries(
    shapeOf(table).columns.map((column) => [column.name, textOf(column, fields[column.name])]),
  ) as TransferRow;

function textOf(column: Column, field: unknown): string | null {
  if (field === null || field === undefined) return null;
  return isMoment(column) ? isoText(field as Timestamp) : String(decodeField(asText(column), field));
}

const isMoment = ({ sqlType }: Column): boolean => sqlType === 'timestamp with time zone';
/** The same column, were it text: packed or not, and nothing read into it. */
const asText = (column: Column): Column => ({ ...column, sqlType: 'text' });

const momentText = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.(\d{6})Z$/;

function secondsAndNanoseconds(text: string): string {
  const [, seconds = '', microseconds = ''] = momentText.exec(text) ?? [];
  return `${Date.parse(`${seconds}Z`) / 1000}.${Number(microseconds) * 1000}`;
}

function isoText({ seconds, nanoseconds }: Timestamp): string {
  const whole = new Date(seconds * 1000).toISOString().slice(0, -'.000Z'.length);
  return `${whole}.${String(Math.floor(nanoseconds / 1000)).padStart(6, '0')}Z`;
}
