import type { DocumentSnapshot } from 'firebase-admin/firestore';
import type { Client } from './connection.ts';
import type { Seen, Snapshot } from './plan.ts';

export type Look = (paths: readonly string[]) => Promise<Snapshot>;

/** What stands at these paths, in one round trip; only what decisions need travels. */
export const lookAt =
  ({ db }: Client): Look =>
  async (paths) => {
    if (paths.length === 0) return new Map();
    const fieldMask = ['owner', 'status', '_commit'];
    const found = await db.getAll(...paths.map((path) => db.doc(path)), { fieldMask });
    return new Map(found.map((document) => [document.ref.path, seenOf(document)]));
  };

function seenOf(document: DocumentSnapshot): Seen | null {
  if (!document.exists) return null;
  const text = (name: string): string | null => (document.get(name) as string | null | undefined) ?? null;
  return {
    version: versionOf(document),
    owner: text('owner'),
    status: text('status'),
    commit: text('_commit'),
  };
}

/** The moment of the last write, exact; every commit marks what it writes, so every write moves it. */
export function versionOf({ updateTime }: DocumentSnapshot): string {
  if (!updateTime) throw new TypeError('A document that is not there has no version');
  return `${updateTime.seconds}.${updateTime.nanoseconds}`;
}
