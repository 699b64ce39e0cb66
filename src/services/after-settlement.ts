import type { Decision } from '#domain/decision.ts';
import type { PaymentEvent } from '#domain/payment-event.ts';
import type { AppContext } from './app-context.ts';
import type { Settled } from './settle-event.ts';
import { verifyPrices } from './verify-prices.ts';

/**
 * What follows an event once its sender has its answer. All of it is also reached by cron (sweep, reconcile, prices, alerts
 * and outbox), so losing it loses nothing.
 */
export async function afterSettlement(app: AppContext, event: PaymentEvent, settled: Settled): Promise<void> {
  if (settled.kind === 'decided') {
    const order = settled.decision.newborn ?? settled.decision.newlyPaid;
    if (order) await app.followBirth(order);
    if (event.fact.kind === 'price_changed') await verifyPrices(app);
    if (needsPerson(settled.decision)) await app.watchSoon();
  }
  app.meter.write();
  await app.drainSoon();
}

/** An event that came too early is driven again by itself; one that failed for good, or whose order is held, is not. */
const needsPerson = ({ status, code, nextAttemptAt }: Decision): boolean =>
  code !== null && (status === 'success' || (status === 'failed' && nextAttemptAt === null));
