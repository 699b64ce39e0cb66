import type { PaymentEvent } from '#domain/payment-event.ts';
import type { History } from '#libs/payments/core/payment-types.ts';
import { type Run, settleUntold } from './note-drift.ts';

/** Log rows that are looked up at once. */
const atOnce = 10;

/** Settles those of the events that no notification told us of, the oldest first. Answers how many it looked at before time was up. */
export async function reconcileEvents(run: Run, events: readonly PaymentEvent[]): Promise<number> {
  for (let start = 0; start < events.length; start += atOnce) {
    if (run.isOver()) return start;
    for (const event of await untold(run, events.slice(start, start + atOnce))) {
      const at = event.occurredAt.toISOString();
      const sentence = `Missing here: ${event.type} of ${at} (${event.eventId}) never arrived.`;
      await settleUntold(run, event, { kind: 'missing_here', sentence });
    }
  }
  return events.length;
}

/** A row that failed is there: the sweep or an operator drives it. */
async function untold({ app }: Run, events: readonly PaymentEvent[]): Promise<PaymentEvent[]> {
  const known = await Promise.all(
    events.map(({ provider, eventId }) => app.store.load({ event: { provider, eventId } })),
  );
  return events.filter((_, nth) => !known[nth]?.log);
}

/** The payment pages something happened to so lately that its notification may still come. */
export async function pagesInFlight(history: History, from: Date, now: Date): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  const until = new Date(now.getTime() + 60_000);
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<History['events']>> = await history.events({ from, until, after });
    for (const { fact } of page.events) if (fact.kind === 'charge') ids.add(fact.checkout.sessionId);
    after = page.next;
  } while (after !== null);
  return ids;
}
