import type { Order } from '#domain/order.ts';
import { storedEvent } from '#services/stored-event.ts';
import { type Run, settleUntold } from './note-drift.ts';

/** Events looked at per page of orders; one order has a handful at most. */
const mostEvents = 200;

/**
 * Settles what was taken for somebody else's before these orders were born. Their births drive it again; but a process may
 * end between a birth and what follows it, and such an event has no turn of its own any more.
 */
export async function settleLeftBehind(run: Run, orders: readonly Order[]): Promise<void> {
  const { store, clock } = run.app;
  const tradeNos = orders.flatMap(({ trade_no }) => trade_no ?? []);
  if (tradeNos.length === 0) return;
  const waiting = await store.dueLogs({ now: clock.now(), limit: mostEvents, tradeNos });
  for (const row of waiting.filter(({ status }) => status === 'ignored')) {
    const sentence = `Left behind: ${row.event} (${row.event_id}) was taken for somebody else's before its order was here.`;
    await settleUntold(run, await storedEvent(run.app, row), { kind: 'state', sentence, review: true });
  }
}
