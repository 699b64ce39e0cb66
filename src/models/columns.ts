import { getTableConfig } from 'drizzle-orm/pg-core';
import type { TableName } from '#domain/changes.ts';
import { tables } from './Schema.ts';

export type Column = { readonly name: string; readonly sqlType: string; readonly required: boolean };
export type UniqueKey = {
  readonly constraint: string;
  readonly columns: readonly string[];
  /** How a conflict on this key is named: `{table}:{column}+{column}`. */
  readonly guard: string;
};
export type Reference = { readonly column: string; readonly table: TableName };

/** What the stores need to know about a table, read from the schema so that it is said once. */
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

const shapes = new Map(tableNames.map((name) => [name, readShape(name)]));

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

function readShape(name: TableName): TableShape {
  const { columns, uniqueConstraints, foreignKeys, indexes } = getTableConfig(tables[name]);
  const key = (constraint: string, names: readonly string[]): UniqueKey => ({
    constraint,
    columns: names,
    guard: `${name}:${names.join('+')}`,
  });
  return {
    name,
    columns: columns.map((column) => ({
      name: column.name,
      sqlType: column.getSQLType(),
      required: column.notNull,
    })),
    uniqueKeys: [
      key(`${name}_pkey`, ['id']),
      ...uniqueConstraints.map((unique) =>
        key(
          unique.getName() ?? '',
          unique.columns.map((column) => column.name),
        ),
      ),
    ],
    references: foreignKeys.map((foreign) => {
      const { columns: from, foreignTable } = foreign.reference();
      return { column: from[0]?.name ?? '', table: getTableConfig(foreignTable).name as TableName };
    }),
    indexes: indexes.map((found) => found.config.name ?? ''),
  };
}
