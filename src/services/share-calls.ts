import { type Change, insert, update, type Versioned } from '#domain/changes.ts';
import {
  type Counted,
  isUsedUpUntil,
  type Quota,
  type RateLimit,
  takeShare,
  usedUpUntil,
  windowAt,
  windowEnd,
} from '#domain/rate-limit.ts';
import type { CallQuota } from '#libs/deliveries/delivery.ts';
import type { Store } from '#libs/store/store.ts';
import type { Clock } from './app-context.ts';

/** Calls leased at a time, at most: what a process that dies takes with it until the window ends. */
const block = 25;
/** Longest a call waits for its turn before its message goes back into the queue, milliseconds. */
const patienceMs = 8_000;
/** Tries per lease while others lease at the same time. */
const attempts = 12;

type Sharing = { readonly store: Store; readonly clock: Clock; readonly id: string; readonly quota: Quota };

/**
 * A quota all processes draw from: each leases blocks of it from a record in the store, and what it has leased is lost with
 * the window it belongs to, so that no more is ever called than the quota says. Throws StoreUnavailableError.
 */
export function shareCalls(sharing: Sharing): CallQuota {
  const { clock } = sharing;
  let held = { count: 0, until: new Date(0) };
  let waiting = 0;
  let leasing: Promise<Date | null> | null = null;

  async function lease(): Promise<Date | null> {
    const leased = await leaseBlock(sharing, () => Math.min(block, Math.max(1, waiting)));
    if (leased.count === 0) return leased.until;
    held = leased;
    return null;
  }

  async function turn(): Promise<Date | null> {
    for (let waited = 0; ; ) {
      if (held.count > 0 && clock.now() < held.until) {
        held = { ...held, count: held.count - 1 };
        return null;
      }
      leasing ??= lease().finally(() => {
        leasing = null;
      });
      const until = await leasing;
      if (until === null) continue;
      const wait = Math.max(1, until.getTime() - clock.now().getTime());
      waited += wait;
      if (waited > patienceMs) return until;
      await pause(wait);
    }
  }

  return {
    async take() {
      waiting += 1;
      try {
        return await turn();
      } finally {
        waiting -= 1;
      }
    },
    async pauseFor(seconds) {
      held = { count: 0, until: new Date(0) };
      const until = new Date(clock.now().getTime() + seconds * 1000);
      await holdBack(sharing, until);
      return until;
    },
  };
}

/** As many calls as are left, up to what is wanted once the record is read, and until when they may be made; or none, and when there are some again. */
async function leaseBlock(sharing: Sharing, wanted: () => number): Promise<{ count: number; until: Date }> {
  const { store, clock, id, quota } = sharing;
  for (let round = 0; round < attempts; round++) {
    const [known] = await store.get('rate_limits', [id]);
    const now = clock.now();
    const current = known ? windowAt(known.record, quota, now) : null;
    const share = takeShare(current, quota, { wanted: wanted(), now });
    if (share.kind === 'wait') return { count: 0, until: share.until };
    if (await write(sharing, known, share.counted))
      return { count: share.count, until: windowEnd(share.counted, quota) };
  }
  return { count: 0, until: new Date(clock.now().getTime() + 100) };
}

/** Uses the quota up until a moment, unless it is used up for longer already. */
async function holdBack(sharing: Sharing, until: Date): Promise<void> {
  const { store, clock, id, quota } = sharing;
  for (let round = 0; round < attempts; round++) {
    const [known] = await store.get('rate_limits', [id]);
    const now = clock.now();
    if (known && isUsedUpUntil(known.record, until, { quota, now })) return;
    if (await write(sharing, known, usedUpUntil(until, quota, now))) return;
  }
}

async function write(
  { store, clock, id }: Sharing,
  known: Versioned<RateLimit> | undefined,
  counted: Counted,
): Promise<boolean> {
  const change: Change = known
    ? update('rate_limits', known, counted)
    : insert('rate_limits', { id, ...counted, created_at: clock.now() });
  return (await store.commit({ log: null, changes: [change] })).kind === 'committed';
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
