import { freeNumbers, handOver, nobody } from '#domain/stock-taking.ts';
import type { StockHold, StockPool } from '#domain/stock-unit.ts';
import type { AppContext } from './app-context.ts';
import { lookAtUnits, searchUnits } from './look-at-units.ts';
import { withinDeadline } from './within-deadline.ts';

/** How long a shopper who has pressed the button waits for the store, milliseconds. */
const patienceMs = 1_000;

/** Seconds a unit stays held after its payment page has closed: a payment of the last second is told to us a little later. */
const marginSeconds = 900;

export type Holding =
  | { readonly kind: 'held'; readonly hold: StockHold }
  /** Fewer units are free than were wanted. */
  | { readonly kind: 'short'; readonly left: number }
  /** The store did not say in time. */
  | { readonly kind: 'unknown' };

type Wish = {
  readonly pool: StockPool;
  readonly count: number;
  /** Done first, and in the same time. */
  readonly release?: (() => Promise<void>) | null;
};

/** Takes so many units of a limited colour for the time a payment page is open; all of them or none. Never throws. */
export async function holdUnits(app: AppContext, wish: Wish): Promise<Holding> {
  const giveUp = new AbortController();
  const attempt = tryToHold(app, wish, giveUp.signal);
  try {
    return await withinDeadline(attempt, patienceMs);
  } catch (error) {
    giveUp.abort();
    app.log.warn({ error, color: wish.pool.color }, 'the stock could not be asked in time');
    app.defer(() => giveBackWhatCameLate(app, wish.pool, attempt));
    return { kind: 'unknown' };
  }
}

/** A round is lost when somebody else was quicker with one of the units; then there is one fewer to be quick with. */
async function tryToHold(app: AppContext, wish: Wish, signal: AbortSignal): Promise<Holding> {
  const { pool, count, release } = wish;
  await release?.();
  while (!signal.aborted) {
    const now = app.clock.now();
    const seen = await searchUnits(app, pool, { count, buffer: false, now });
    const free = freeNumbers(seen, now);
    if (free.length < count) return { kind: 'short', left: free.length };
    const hold: StockHold = { token: app.ids.newToken(), numbers: free.slice(0, count) };
    const held_until = new Date(now.getTime() + (pool.limit.holdSeconds + marginSeconds) * 1000);
    const owner = { status: 'held', hold_token: hold.token, held_until, order_id: null } as const;
    const changes = handOver(hold.numbers, seen, { color: pool, owner, now });
    const result = await app.store.commit({ log: null, changes });
    if (result.kind === 'committed') return { kind: 'held', hold };
  }
  return { kind: 'unknown' };
}

async function giveBackWhatCameLate(
  app: AppContext,
  pool: StockPool,
  attempt: Promise<Holding>,
): Promise<void> {
  const late = await attempt.catch((): Holding => ({ kind: 'unknown' }));
  if (late.kind === 'held') await releaseUnits(app, pool, late.hold);
}

/** Gives units back that no payment page was opened for. What cannot be given back is free once its time is over. */
export async function releaseUnits(
  app: AppContext,
  color: Pick<StockPool, 'sku' | 'color'>,
  { token, numbers }: StockHold,
): Promise<void> {
  const seen = await lookAtUnits(app, color, numbers);
  const isOurs = (nth: number): boolean => {
    const unit = seen.get(nth)?.record;
    return unit?.status === 'held' && unit.hold_token === token && unit.order_id === null;
  };
  const ours = numbers.filter(isOurs);
  const changes = handOver(ours, seen, { color, owner: nobody, now: app.clock.now() });
  if (changes.length > 0) await app.store.commit({ log: null, changes });
}
