import type { TableName } from '#domain/changes.ts';
import written from './table-shapes.json' with { type: 'json' };

export type Column = { readonly name: string; readonly sqlType: string; readonly required: boolean };
export type UniqueKey = {
  readonly constraint: string;
  readonly columns: readonly string[];
  /** How a conflict on this key is named: `{table}:{column}+{column}`. */
  readonly guard: string;
};
export type Reference = { readonly column: string; readonly table: TableName };

/**
 * What the stores need to know about a table. `npm run db:generate` writes it down from the schema: a start that read the
 * schema itself would spend most of its time on the library that describes it.
 */
export type TableShape = {
  readonly name: TableName;
  readonly columns: readonly Column[];
  /** The primary key first. */
  readonly uniqueKeys: readonly UniqueKey[];
  readonly references: readonly Reference[];
  readonly indexes: readonly string[];
};

/** Parents before children: the sequence in which every commit touches the tables. */
export const tableNames = [
  'payment_orders',
  'preorders',
  'stock_units',
  'webhook_logs',
  'payment_transactions',
  'refund_records',
  'outbox',
  'activity_logs',
  'rate_limits',
  'incidents',
  'rollups',
  'bookmarks',
] as const satisfies readonly TableName[];

const shapes = new Map((written.tables as readonly TableShape[]).map((shape) => [shape.name, shape]));

export function shapeOf(table: TableName): TableShape {
  const shape = shapes.get(table);
  if (!shape) throw new TypeError(`No such table: ${table}`);
  return shape;
}

/** The column of that name; throws TypeError for a name the table does not have. */
export function columnOf(table: TableName, name: string): Column {
  const column = shapeOf(table).columns.find((candidate) => candidate.name === name);
  if (!column) throw new TypeError(`No such column: ${table}.${name}`);
  return column;
}
