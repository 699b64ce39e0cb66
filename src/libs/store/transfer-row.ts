import type { Records, TableName } from '#domain/changes.ts';
import type { Column } from '#models/columns.ts';
import { shapeOf } from '#models/columns.ts';
import { microseconds } from './cursor.ts';
import { decode, encode } from './encoding.ts';
import type { TransferRow } from './transfer.ts';

/** Writes a record out as it travels. Throws RangeError like `encode`. */
export const writeOut = <T extends TableName>(table: T, record: Records[T]): TransferRow =>
  Object.fromEntries(
    shapeOf(table).columns.map((column) => {
      const value = record[column.name as keyof Records[T]];
      return [column.name, value instanceof Date ? microseconds(value) : encode(column, value)];
    }),
  ) as TransferRow;

/** The record as the shop reads it: moments to the millisecond, numbers as exact as JavaScript has them. */
export const readIn = <T extends TableName>(table: T, row: TransferRow): Records[T] =>
  Object.fromEntries(
    shapeOf(table).columns.map((column) => [column.name, meaning(column, row[column.name])]),
  ) as Records[T];

const meaning = (column: Column, text: string | null | undefined): unknown =>
  text === null || text === undefined ? null : decode(column, text);
