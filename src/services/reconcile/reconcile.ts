import { PaymentError } from '#domain/errors.ts';
import type { Order } from '#domain/order.ts';
import type { PaymentEvent } from '#domain/payment-event.ts';
import { type Drift, inFlightSeconds, longestPageSeconds } from '#domain/reconciliation.ts';
import type { History, PaymentProvider } from '#libs/payments/core/payment-types.ts';
import type { AppContext } from '#services/app-context.ts';
import { bookmarkOf, moveBookmark } from './bookmark.ts';
import type { Run } from './note-drift.ts';
import { pagesInFlight, reconcileEvents } from './reconcile-events.ts';
import { reconcileOrders, reconcilePages } from './reconcile-pages.ts';
import { type ListPart, type Span, walkWindows } from './walk-windows.ts';

export type Reconciliation = {
  readonly drift: readonly Drift[];
  /** How many events, payment pages and orders were looked at. */
  readonly looked: { events: number; pages: number; orders: number };
  /** False: time was up or somebody else was in the way, and the next run goes on from there. */
  readonly complete: boolean;
  /** What a person should know about this run. */
  readonly notes: readonly string[];
};

export type ReconcileOptions = {
  /** Where to begin, instead of where the last run stopped. */
  readonly since?: Date;
  readonly dryRun?: boolean;
  readonly budgetSeconds?: number;
};

const daySeconds = 86_400;
const ago = (now: Date, seconds: number): Date => new Date(now.getTime() - seconds * 1000);
const pageSize = 100;

/**
 * Compares what the provider remembers with what we hold, and books what notifications did not bring, through the one
 * settlement. Every repair is an alert. It goes on where the last run stopped, and leaves alone what may still be on its
 * way. Throws PaymentError when provider or store cannot be asked at all.
 */
export async function reconcile(app: AppContext, options: ReconcileOptions = {}): Promise<Reconciliation> {
  const looked = { events: 0, pages: 0, orders: 0 };
  if (!app.payments.has('stripe')) return { drift: [], looked, complete: true, notes: [] };
  const provider = app.payments.provider('stripe');
  const { history } = provider;
  if (!history) return { drift: [], looked, complete: true, notes: [] };
  const stopAt = app.clock.now().getTime() + (options.budgetSeconds ?? 45) * 1000;
  const run = {
    app,
    dryRun: options.dryRun ?? false,
    found: [],
    isOver: () => app.clock.now().getTime() >= stopAt,
  } satisfies Run;
  const notes: string[] = [];
  const complete = await new Walks({ run, provider, history, options, looked, notes }).all();
  return { drift: run.found, looked, complete, notes };
}

type Job = {
  readonly run: Run;
  readonly provider: PaymentProvider;
  readonly history: History;
  readonly options: ReconcileOptions;
  readonly looked: Reconciliation['looked'];
  readonly notes: string[];
};

/** The three walks of one run. */
class Walks {
  readonly #job: Job;
  readonly #now: Date;
  /** What is older is forgotten at the provider, or soon will be. */
  readonly #horizon: Date;
  /** Payment pages that were listed in this run, so that none is asked for again. */
  readonly #seen = new Set<string>();

  constructor(job: Job) {
    this.#job = job;
    this.#now = job.run.app.clock.now();
    this.#horizon = ago(this.#now, job.history.eventDays * daySeconds - inFlightSeconds);
  }

  /** Answers whether all of them came to their end. */
  async all(): Promise<boolean> {
    const { history, notes } = this.#job;
    const horizon = this.#horizon;
    const from = await this.#from('events');
    if (from < horizon) {
      notes.push(
        `The provider forgets events after ${history.eventDays} days, and the last run stopped at ${from.toISOString()}: what is older is compared by its payment pages.`,
      );
      // First the payments of the time before, so that refunds that came later find their orders.
      if (!(await this.#pages(horizon))) return false;
    }
    const young = ago(this.#now, inFlightSeconds);
    const lag = this.#job.options.since ? 0 : longestPageSeconds;
    return (
      (await this.#events(from < horizon ? horizon : from, young)) &&
      (await this.#pages(ago(young, lag))) &&
      (await this.#orders(ago(young, lag)))
    );
  }

  async #from(what: keyof Reconciliation['looked']): Promise<Date> {
    const { options, run } = this.#job;
    return options.since ?? (await bookmarkOf(run.app, nameOf(what))) ?? this.#horizon;
  }

  #events(from: Date, until: Date): Promise<boolean> {
    const { history, run } = this.#job;
    const list: ListPart<PaymentEvent> = async (window) => itemsOf(await history.events(window));
    return this.#walk('events', {
      list,
      span: { from, until },
      look: (events) => reconcileEvents(run, events),
    });
  }

  async #pages(until: Date): Promise<boolean> {
    const { history, run } = this.#job;
    const inFlight = await pagesInFlight(history, ago(this.#now, inFlightSeconds), this.#now);
    const list: ListPart<PaymentEvent> = async (window) => itemsOf(await history.checkouts(window));
    const look = (pages: readonly PaymentEvent[]) => {
      for (const { fact } of pages) if (fact.kind === 'charge') this.#seen.add(fact.checkout.sessionId);
      return reconcilePages(run, pages, inFlight);
    };
    return this.#walk('pages', { list, span: { from: await this.#from('pages'), until }, look });
  }

  async #orders(until: Date): Promise<boolean> {
    const { provider, run } = this.#job;
    const list: ListPart<Order> = async ({ from, until: before, after }) => {
      const where = { payment_method: provider.id };
      const { rows, next } = await run.app.store.list('payment_orders', {
        where,
        from,
        until: before,
        after,
        limit: pageSize,
      });
      return { items: rows, next };
    };
    const look = (orders: readonly Order[]) => reconcileOrders(run, orders, { provider, seen: this.#seen });
    return this.#walk('orders', { list, span: { from: await this.#from('orders'), until }, look });
  }

  async #walk<T>(
    what: keyof Reconciliation['looked'],
    { list, span, look }: { list: ListPart<T>; span: Span; look: (items: readonly T[]) => Promise<number> },
  ): Promise<boolean> {
    const { run, looked, notes } = this.#job;
    try {
      for await (const { items, until } of walkWindows(list, span)) {
        const count = await look(items);
        looked[what] += count;
        if (count < items.length) return false;
        // Whoever asks for another beginning leaves the place alone from where it goes on.
        if (!run.dryRun && !this.#job.options.since) await moveBookmark(run.app, nameOf(what), until);
        if (run.isOver()) return until >= span.until;
      }
      return true;
    } catch (error) {
      if (!(error instanceof PaymentError && error.retryable)) throw error;
      notes.push(`Stopped among the ${what}: ${error.message} The next run goes on from there.`);
      run.app.log.warn({ code: error.code, error }, 'the reconciliation stopped early; the next run goes on');
      return false;
    }
  }
}

const nameOf = (what: string): string => `reconcile:stripe:${what}`;

const itemsOf = ({ events, next }: Awaited<ReturnType<History['events']>>) => ({ items: events, next });
