import { insert, update } from '#domain/changes.ts';
import { columnOfDuration, emptySpread } from '#domain/duration-spread.ts';
import { addLines, type FigureLine, type ProcessFigures } from '#domain/figures.ts';
import type { PaymentMethod } from '#domain/payment-event.ts';
import { beginOf, type Rollup } from '#domain/rollup.ts';
import type { AppContext } from './app-context.ts';

/** How a checkout was answered. */
export type CheckoutOutcome = 'started' | 'refused' | 'failed';

/** Counts in this process what leaves no record in the database. */
export type Meter = {
  checkout(outcome: CheckoutOutcome, milliseconds: number): void;
  providerCall(method: PaymentMethod, milliseconds: number): void;
  /** A forged notification costs no question to the database, so what is counted here waits for the next `write`. */
  forgery(method: PaymentMethod): void;
  /** Writes down what was counted since the last time, unless that was less than a minute ago. */
  write(): void;
};

type Around = Pick<AppContext, 'store' | 'clock' | 'ids' | 'log' | 'defer'>;

/** The soonest that a process writes down what it counted a second time. */
const flushEveryMs = 60_000;

/**
 * Adds up in memory and writes into a roll-up of this process alone, after an answer and at most once a minute: no shopper waits
 * for it, no two processes write the same row, and a flood costs no more than a trickle. What a process that ends has not
 * written is lost.
 */
export function createMeter(app: Around): Meter {
  const name = app.ids.newId();
  let counted: { readonly hour: Date; figures: ProcessFigures } | null = null;
  let owed = false;
  let flushedAt = Number.NEGATIVE_INFINITY;
  const add = (figure: keyof ProcessFigures, line: FigureLine): void => {
    const hour = beginOf('hour', app.clock.now());
    // What the hour before still owes is less than a minute of it.
    if (counted?.hour.getTime() !== hour.getTime()) counted = { hour, figures: nothing };
    const { figures } = counted;
    counted.figures = { ...figures, [figure]: addLines([...figures[figure], line]) };
    owed = true;
  };
  const write = (): void => {
    const now = app.clock.now();
    if (counted === null || !owed || now.getTime() - flushedAt < flushEveryMs) return;
    flushedAt = now.getTime();
    owed = false;
    const row = counted;
    app.defer(async () => {
      const written = await flush(app, name, row);
      owed ||= !written;
    });
  };
  return {
    checkout(outcome, ms) {
      add('checkouts', lineOf(outcome, ms));
      write();
    },
    providerCall: (method, ms) => add('provider_calls', lineOf(method, ms)),
    forgery: (method) => add('forgeries', { values: [method], count: 1, sum: 0 }),
    write,
  };
}

const nothing: ProcessFigures = { checkouts: [], provider_calls: [], forgeries: [] };

function lineOf(value: string, milliseconds: number): FigureLine {
  const spread = emptySpread();
  spread[columnOfDuration(milliseconds)] = 1;
  return { values: [value], count: 1, sum: milliseconds, spread };
}

/** Answers whether it is written. */
async function flush(
  { store, clock, log }: Around,
  name: string,
  { hour, figures }: { hour: Date; figures: ProcessFigures },
): Promise<boolean> {
  const id = `process:${hour.toISOString().slice(0, 13)}:${name}`;
  const row: Rollup = { id, source: 'process', hour, figures, created_at: hour, updated_at: clock.now() };
  try {
    const [before] = await store.get('rollups', [id]);
    const change = before
      ? update('rollups', before, { figures, updated_at: row.updated_at })
      : insert('rollups', row);
    return (await store.commit({ log: null, changes: [change] })).kind === 'committed';
  } catch (error) {
    log.warn({ error }, 'what this process counted could not be written; it is tried again in a minute');
    return false;
  }
}
