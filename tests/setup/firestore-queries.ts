/** What a query asks of an index, read from the wire. https://firebase.google.com/docs/firestore/query-data/index-overview */
import { type Field, protobufFields } from './grpc-messages.ts';

export type Asked = {
  readonly collection: string;
  /** Fields compared with one value or several. */
  readonly equal: readonly string[];
  readonly order: readonly { readonly fieldPath: string; readonly order: 'ASCENDING' | 'DESCENDING' }[];
};

type DeployedIndex = { readonly collectionGroup: string; readonly fields: Asked['order'] };
type Override = { readonly collectionGroup: string; readonly fieldPath: string; readonly indexes: unknown[] };
export type Deployed = {
  readonly indexes: readonly DeployedIndex[];
  readonly fieldOverrides: readonly Override[];
};

/** Answers what a RunQuery or a RunAggregationQuery asks, or null for any other message. */
export function askedBy(method: string, message: Buffer): Asked | null {
  if (method === 'RunQuery') return readQuery(inside(message, 2));
  if (method === 'RunAggregationQuery') return readQuery(inside(inside(message, 2), 1));
  return null;
}

/** Whether an index says so, or every database has what it takes by itself. Field numbers of google/firestore/v1/query.proto. */
export function isCovered(
  { collection, equal, order }: Asked,
  { indexes, fieldOverrides }: Deployed,
): boolean {
  const single = equal.length === 1 && order.length === 0 ? equal[0] : undefined;
  if (single !== undefined) return isIndexedAlone(fieldOverrides, collection, single);
  if (equal.length + order.length === 0) return true;
  return indexes.some(({ collectionGroup, fields }) => {
    const first = fields.slice(0, equal.length).map(({ fieldPath }) => fieldPath);
    const rest = fields.slice(equal.length);
    const isSame = first.toSorted().join() === equal.toSorted().join();
    return collectionGroup === collection && isSame && JSON.stringify(rest) === JSON.stringify(order);
  });
}

function isIndexedAlone(overrides: readonly Override[], collection: string, field: string): boolean {
  const of = (path: string) =>
    overrides.find(({ collectionGroup, fieldPath }) => collectionGroup === collection && fieldPath === path);
  const override = of(field) ?? of('*');
  return override === undefined || override.indexes.length > 0;
}

function readQuery(query: Buffer): Asked {
  const order = all(query, 4).map((one) => ({
    fieldPath: text(inside(one, 1), 2),
    order: number(one, 2) === 2n ? ('DESCENDING' as const) : ('ASCENDING' as const),
  }));
  return {
    collection: text(inside(query, 2), 2),
    equal: [...new Set(all(query, 3).flatMap(equalFields))],
    // Every index ends with the name of the document.
    order: order.filter(({ fieldPath }) => fieldPath !== '__name__'),
  };
}

const isEquality = (operator: bigint): boolean => operator === 5n || operator === 8n;

function equalFields(filter: Buffer): string[] {
  const together = all(filter, 1).flatMap((composite) => all(composite, 2).flatMap(equalFields));
  const alone = all(filter, 2).flatMap((one) =>
    isEquality(number(one, 2)) ? [text(inside(one, 1), 2)] : [],
  );
  const unary = all(filter, 3).map((one) => text(inside(one, 2), 2));
  return [...together, ...alone, ...unary];
}

const all = (message: Buffer, wanted: number): Buffer[] =>
  fieldsOf(message, wanted).flatMap(({ value }) => (typeof value === 'bigint' ? [] : [value]));
const inside = (message: Buffer, wanted: number): Buffer => all(message, wanted)[0] ?? Buffer.alloc(0);
const text = (message: Buffer, wanted: number): string => inside(message, wanted).toString();
const number = (message: Buffer, wanted: number): bigint => {
  const [found] = fieldsOf(message, wanted);
  return typeof found?.value === 'bigint' ? found.value : 0n;
};
const fieldsOf = (message: Buffer, wanted: number): Field[] =>
  [...protobufFields(message)].filter(({ number: found }) => found === wanted);
