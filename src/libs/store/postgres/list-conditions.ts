import type { TableName } from '#domain/changes.ts';
import { readCursor } from '#libs/store/cursor.ts';
import { cleanText } from '#libs/store/encoding.ts';
import type { ListQuery } from '#libs/store/store.ts';
import { columnOf } from '#models/columns.ts';
import { equalities } from './equalities.ts';
import { type Placeholders, quoted, textArray } from './statements.ts';

type Conditions = { readonly conditions: string[]; readonly values: (string | null)[] };

/** What a list asks for as conditions, and the values in the sequence of their placeholders. */
export function listConditions<T extends TableName>(
  table: T,
  query: ListQuery<T>,
  placeholders: Placeholders,
): Conditions {
  const { conditions, values } = equalities(table, query.where, placeholders);
  const add = (condition: string, value: string) => {
    conditions.push(condition);
    values.push(value);
  };
  const each = <V>(wanted: object | undefined, condition: (field: string, value: V) => void) => {
    for (const [name, value] of Object.entries<V | undefined>({ ...wanted }))
      if (value !== undefined) condition(quoted(columnOf(table, name).name), value);
  };
  each<readonly string[]>(query.among, (field, wanted) =>
    // As a constant the planner can read: only then does it know which partial index answers.
    add(`${field} = any(${placeholders.next('text[]')})`, textArray(wanted)),
  );
  // Byte order keeps the case of letters beyond ASCII, as every store does.
  each<string>(query.containing, (field, part) =>
    add(
      `position(lower(${placeholders.next('text')} collate "C") in lower(${field} collate "C")) > 0`,
      cleanText(part),
    ),
  );
  each<number>(query.atLeast, (field, least) =>
    add(`${field} >= ${placeholders.next('bigint')}`, String(least)),
  );
  if (query.from) add(`"created_at" >= ${placeholders.next('timestamptz')}`, query.from.toISOString());
  if (query.until) add(`"created_at" < ${placeholders.next('timestamptz')}`, query.until.toISOString());
  if (query.after != null) {
    const { at, id } = readCursor(table, query.after);
    conditions.push(
      `("created_at", "id" collate "C") < (${placeholders.next('timestamptz')}, ${placeholders.next('text')})`,
    );
    values.push(at, id);
  }
  return { conditions, values };
}
