type Scalar =
  | { readonly type: 'string'; readonly format?: 'uri' | 'date' }
  | { readonly type: 'number' }
  | { readonly type: 'integer' }
  | { readonly type: 'boolean' }
  | { readonly type: 'array'; readonly items: { readonly type: 'string' } };
type OrNull<S> = S | { readonly anyOf: readonly [S, { readonly type: 'null' }] };
type Field = OrNull<Scalar>;
type Fields = { readonly [name: string]: Field };
type Row = {
  readonly type: 'object';
  readonly properties: Fields;
  readonly required: readonly string[];
  readonly additionalProperties: false;
};

/**
 * What a property of an event may hold, in the words of JSON Schema, so that one description serves types, checks and
 * people. It is two levels deep and no deeper: scalars, and rows of scalars for templates.
 */
export type Shape = OrNull<Scalar | Row | { readonly type: 'array'; readonly items: Row }>;

export type Shapes = { readonly [property: string]: Shape };

type ScalarOf<S> = S extends { type: 'string' }
  ? string
  : S extends { type: 'number' | 'integer' }
    ? number
    : S extends { type: 'boolean' }
      ? boolean
      : readonly string[];
type FieldOf<S> = S extends { anyOf: readonly [infer A, unknown] } ? ScalarOf<A> | null : ScalarOf<S>;
type RowOf<P> = { readonly [Name in keyof P]: FieldOf<P[Name]> };
type NestedOf<S> = S extends { type: 'object'; properties: infer P }
  ? RowOf<P>
  : S extends { items: { type: 'object'; properties: infer P } }
    ? readonly RowOf<P>[]
    : ScalarOf<S>;
type ValueOf<S> = S extends { anyOf: readonly [infer A, unknown] } ? NestedOf<A> | null : NestedOf<S>;

/** The values of a whole set of properties: every one is there, null where there is nothing to say. */
export type ValuesOf<P> = { readonly [Name in keyof P]: ValueOf<P[Name]> };

export const text = { type: 'string' } as const;
/** An absolute address. */
export const link = { type: 'string', format: 'uri' } as const;
/** `2027-03-01`. */
export const day = { type: 'string', format: 'date' } as const;
/** A decimal in the currency beside it: 299 USD, 45000 JPY, 92.125 KWD. */
export const amount = { type: 'number' } as const;
export const count = { type: 'integer' } as const;
export const yesNo = { type: 'boolean' } as const;
export const texts = { type: 'array', items: text } as const;

export const orNull = <const S extends Scalar | Row>(shape: S) =>
  ({ anyOf: [shape, { type: 'null' }] }) as const;
export const list = <const S extends Row>(items: S) => ({ type: 'array', items }) as const;
export const record = <const P extends Fields>(properties: P) =>
  ({ type: 'object', properties, required: Object.keys(properties), additionalProperties: false }) as const;
