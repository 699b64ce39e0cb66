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
  const leaving = closePage(app, sessionId).then((settle) => settle());
  app.defer(() => leaving);
  await withinDeadline(leaving, patienceMs, () => {});
}

/** Closes the page at the provider, and answers what makes us know of it. Neither of the two throws. */
export async function closePage(app: AppContext, sessionId: string): Promise<() => Promise<void>> {
  const quietly = async <R>(work: () => Promise<R>): Promise<R | null> => {
    try {
      return await work();
    } catch (error) {
      app.log.warn({ error }, 'what a left payment page keeps is free when its time is over');
      return null;
    }
  };
  const event = await quietly(async () => {
    const provider = app.payments.provider('stripe');
    await provider.expireCheckout(sessionId);
    return provider.fetchPayment(sessionId);
  });
  return async () => {
    const settled = event && (await quietly(() => settleEvent(app, event)));
    if (settled) app.defer(() => afterSettlement(app, event, settled));
  };
}
