import type { Records, TableName } from '#domain/changes.ts';
import { encode } from '#libs/store/encoding.ts';
import { columnOf } from '#models/columns.ts';
import { type Placeholders, quoted } from './statements.ts';

/** Conditions that every named field equals its value, and the values in the sequence of their placeholders. */
export function equalities<T extends TableName>(
  table: T,
  where: Partial<Records[T]> | undefined,
  placeholders: Placeholders,
): { conditions: string[]; values: (string | null)[] } {
  const conditions = ['true'];
  const values: (string | null)[] = [];
  for (const [name, wanted] of Object.entries(where ?? {})) {
    if (wanted === undefined) continue;
    const column = columnOf(table, name);
    const value = encode(column, wanted);
    conditions.push(
      `${quoted(column.name)} ${value === null ? 'is null' : `= ${placeholders.next(column.sqlType)}`}`,
    );
    if (value !== null) values.push(value);
  }
  return { conditions, values };
}
