import { afterSettlement } from './after-settlement.ts';
import type { AppContext } from './app-context.ts';
import { settleEvent } from './settle-event.ts';
import { withinDeadline } from './within-deadline.ts';

/** How long a shopper on the way back to the shop waits for it, milliseconds. */
const patienceMs = 2_000;

/**
 * Closes a payment page whose shopper has come back, so that what was taken for it is free at once; the provider's own word
 * settles it as it would without us. Never throws, and what takes too long goes on by itself.
 */
export async function leaveCheckout(app: AppContext, sessionId: string): Promise<void> {
  const leaving = close(app, sessionId).catch((error: unknown) => {
    app.log.warn({ error }, 'a payment page that was left stays open until it expires');
  });
  app.defer(() => leaving);
  await withinDeadline(leaving, patienceMs, () => {});
}

async function close(app: AppContext, sessionId: string): Promise<void> {
  const provider = app.payments.provider('stripe');
  await provider.expireCheckout(sessionId);
  const event = await provider.fetchPayment(sessionId);
  const settled = await settleEvent(app, event);
  app.defer(() => afterSettlement(app, event, settled));
}
