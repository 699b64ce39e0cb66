/** Firestore compares a field with so many values at once, and walks the whole table for more. */
const mostValues = 30;

/** Values in groups small enough for every store to look each up by an index (`among`). */
export const inGroups = <T>(values: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(values.length / mostValues) }, (_, nth) =>
    values.slice(nth * mostValues, (nth + 1) * mostValues),
  );
