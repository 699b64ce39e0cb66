import { SetupError } from './setup-error.ts';

/** The kinds of storage the product runs on. */
export const storeKinds = ['postgres', 'firestore'] as const;
export type StoreKind = (typeof storeKinds)[number];

/** Reads the kind of storage somebody asked for; none where nobody did. Throws SetupError for one nobody knows. */
export function storeKind(asked: string | undefined): StoreKind | undefined {
  if (asked === undefined) return undefined;
  const known = storeKinds.find((kind) => kind === asked);
  if (known) return known;
  throw new SetupError(`--store=${asked} is not known; choose ${storeKinds.join(' or ')}.`);
}
