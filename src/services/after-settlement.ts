import type { PaymentEvent } from '#domain/payment-event.ts';
import type { AppContext } from './app-context.ts';
import { flagDoublePayment } from './flag-double-payment.ts';
import type { Settled } from './settle-event.ts';
import { sweepWebhookLogs } from './sweep-webhook-logs.ts';
import { verifyPrices } from './verify-prices.ts';
import { tradeNoOf } from './webhook-logger.ts';

/** What follows an event once its sender has its answer. All of it is also reached by cron, so losing it loses nothing. */
export async function afterSettlement(app: AppContext, event: PaymentEvent, settled: Settled): Promise<void> {
  if (settled.kind === 'decided') {
    const tradeNo = tradeNoOf(event);
    if (settled.decision.born && tradeNo !== null) await sweepWebhookLogs(app, { tradeNo });
    if (settled.decision.born) await flagDoublePayment(app, settled.decision.orderId);
    if (event.fact.kind === 'price_changed') await verifyPrices(app);
  }
  await app.drainSoon();
}
