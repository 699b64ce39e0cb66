import { shapeOf, tableNames } from '#models/columns.ts';
import type { Connections } from './connections.ts';
import { classify } from './failures.ts';
import { freezeOf, freezeStatement } from './postgres-freeze.ts';

const shapes = tableNames.map(shapeOf);
/** Everything the code counts on: columns, and the keys and indexes that make its promises true. */
const expected = {
  columns: shapes.flatMap(({ name, columns }) => columns.map((column) => `${name}.${column.name}`)),
  indexes: shapes.flatMap(({ uniqueKeys, indexes }) => [
    ...uniqueKeys.map(({ constraint }) => constraint),
    ...indexes,
  ]),
};

const statement = `
select "name" from (
  select "name" from json_array_elements_text($1::json) as "wanted" ("name")
  where not exists (
    select from information_schema.columns c
    where c.table_schema = current_schema() and c.table_name || '.' || c.column_name = "wanted"."name")
  union all
  select "name" from json_array_elements_text($2::json) as "wanted" ("name")
  where to_regclass("wanted"."name") is null
  union all
  select 'commit_guard' where to_regprocedure('commit_guard(text, bigint, bigint)') is null
) as "missing"`;

/** Null when the database answers, takes writes and has everything the code counts on, else one sentence. */
export async function problem(connections: Connections): Promise<string | null> {
  try {
    const missing = await connections.run(statement, [
      JSON.stringify(expected.columns),
      JSON.stringify(expected.indexes),
    ]);
    if (missing.length === 0) {
      const freeze = freezeOf((await connections.run(freezeStatement, []))[0]);
      return freeze && `Nothing is written for now: ${freeze.reason}`;
    }
    return `The database is not migrated (${missing.length} things are missing, ${missing[0]?.name} among them): run npm run db:migrate.`;
  } catch (error) {
    const failure = classify(error);
    if (failure.kind === 'unavailable') return failure.error.message;
    throw error;
  }
}
