import { StoreUnavailableError } from '#domain/errors.ts';
import type { Client } from './connection.ts';

/** Where the database says whether it takes writes; there is nothing at first, which means it does. */
export const statePath = 'state/store';

export type FreezeState = { readonly frozen_reason: string | null; readonly frozen_at: Date | null };

/** How old what a process knows of a freeze may be, milliseconds, when it writes. */
export const freezeRereadMs = 2_000;
/** After how long nothing is acknowledged any more that began before a freeze: the wait for the next look, and the longest call. */
export const freezeSettlesMs = freezeRereadMs + 3_000;

/** Throws StoreUnavailableError while the database is frozen, and when it cannot be told. */
export type FreezeCheck = () => Promise<void>;

type Options = {
  /** Reads the state; `readFreeze` of the store's client. */
  readonly read: () => Promise<FreezeState | null>;
  /** Milliseconds that only ever grow; another clock in tests. */
  readonly elapsed?: () => number;
};

/**
 * To be awaited before every write: at most one read in `freezeRereadMs`, shared by all who wait. A freeze is therefore
 * obeyed by every process that long after it was declared, and at once by those that start later.
 */
export function createFreezeCheck({ read, elapsed = () => performance.now() }: Options): FreezeCheck {
  let latest: { readonly state: Promise<FreezeState | null>; readonly askedAt: number } | undefined;
  return async () => {
    if (latest === undefined || elapsed() - latest.askedAt >= freezeRereadMs) {
      const asked = { state: read(), askedAt: elapsed() };
      latest = asked;
      // What could not be read is read again by the next.
      asked.state.catch(() => {
        if (latest === asked) latest = undefined;
      });
    }
    const reason = (await latest.state)?.frozen_reason ?? null;
    if (reason !== null) throw new StoreUnavailableError(`Nothing is written for now: ${reason}`);
  };
}

/** The freeze as the database knows it; null when there never was one. Throws what the client throws. */
export async function readFreeze({ db }: Client): Promise<FreezeState | null> {
  const found = await db.doc(statePath).get();
  if (!found.exists) return null;
  const at: { toDate(): Date } | null = found.get('frozen_at') ?? null;
  return { frozen_reason: found.get('frozen_reason') ?? null, frozen_at: at?.toDate() ?? null };
}
