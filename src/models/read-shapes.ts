import { getTableConfig } from 'drizzle-orm/pg-core';
import type { TableName } from '#domain/changes.ts';
import { type TableShape, tableNames, type UniqueKey } from './columns.ts';
import { tables } from './Schema.ts';

/** What the schema says about every table, as `table-shapes.json` holds it. */
export const readShapes = (): TableShape[] => tableNames.map(readShape);

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
