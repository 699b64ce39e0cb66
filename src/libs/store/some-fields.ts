import type { Page } from './store.ts';

/** The same page, with the named fields of its records alone. */
export const someFields = <R extends object, Field extends keyof R>(
  { rows, next }: Page<R>,
  fields: readonly Field[],
): Page<Pick<R, Field>> => ({
  rows: rows.map(
    (record) => Object.fromEntries(fields.map((field) => [field, record[field]])) as Pick<R, Field>,
  ),
  next,
});
