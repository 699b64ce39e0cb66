import { PaymentError } from '#domain/errors.ts';
import type { Order } from '#domain/order.ts';
import type { PaymentEvent } from '#domain/payment-event.ts';
import { driftOfPage, missingThere } from '#domain/reconciliation.ts';
import type { PaymentProvider } from '#libs/payments/core/payment-types.ts';
import { settleLeftBehind } from './left-behind.ts';
import { noteDrift, type Run, settleUntold } from './note-drift.ts';

/** Compares payment pages with their orders. Answers how many it looked at before time was up. */
export async function reconcilePages(
  run: Run,
  pages: readonly PaymentEvent[],
  inFlight: ReadonlySet<string>,
): Promise<number> {
  for (const [nth, page] of pages.entries()) {
    if (run.isOver()) return nth;
    if (page.fact.kind !== 'charge' || inFlight.has(page.fact.checkout.sessionId)) continue;
    await reconcilePage(run, page);
  }
  return pages.length;
}

async function reconcilePage(run: Run, page: PaymentEvent): Promise<void> {
  const { fact, provider } = page;
  if (fact.kind !== 'charge') return;
  const { sessionId } = fact.checkout;
  const known = await run.app.store.load({ order: { method: provider, sessionId } });
  const order = known.order?.record ?? null;
  const drift = driftOfPage(fact, { order, transactions: known.transactions });
  if (drift === null) return;
  if (drift.kind === 'amount') await noteDrift(run, { ...drift, ref: sessionId, orderId: order?.id ?? null });
  else await settleUntold(run, page, drift);
}

/** Looks for the payment pages of our orders at their provider, and for what waited for these orders. Answers how many it looked at before time was up. */
export async function reconcileOrders(
  run: Run,
  orders: readonly Order[],
  { provider, seen }: { provider: PaymentProvider; seen: ReadonlySet<string> },
): Promise<number> {
  await settleLeftBehind(run, orders);
  for (const [nth, order] of orders.entries()) {
    if (run.isOver()) return nth;
    if (order.session_id === null || seen.has(order.session_id)) continue;
    if (await exists(provider, order.session_id)) continue;
    await noteDrift(run, { ...missingThere(order), ref: order.session_id, orderId: order.id });
  }
  return orders.length;
}

async function exists(provider: PaymentProvider, sessionId: string): Promise<boolean> {
  try {
    await provider.fetchCheckout(sessionId);
    return true;
  } catch (error) {
    if (error instanceof PaymentError && error.code === 'not_found') return false;
    throw error;
  }
}
