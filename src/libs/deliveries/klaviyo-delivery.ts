import type { KlaviyoEvent } from '#domain/marketing/event.ts';
import { suppressions } from '#domain/marketing/sending.ts';
import type { Subscription } from '#domain/marketing/subscription.ts';
import type { KlaviyoClient } from '#libs/klaviyo/klaviyo-client.ts';
import type { CallQuota, Delivered, Delivery } from './delivery.ts';
import { callInTurn } from './klaviyo-errors.ts';

/** How Klaviyo is reached. */
export type KlaviyoAccount = {
  readonly client: KlaviyoClient;
  /** Klaviyo counts calls about events and about profiles apart. */
  readonly eventCalls: CallQuota;
  readonly profileCalls: CallQuota;
  /** The list people are put on who ask for the newsletter. */
  readonly listId: string | null;
  /** Where purchases are play money: the one profile that gets their events, or nobody. Null in a live shop. */
  readonly test: { readonly profile: string | null } | null;
};

const suppressed = (reason: string): Delivered => ({ kind: 'suppressed', reason });
const unconfigured = suppressed(`${suppressions.notConfigured}: Klaviyo needs KLAVIYO_API_KEY.`);

/** Sends events to Klaviyo, or suppresses them where Klaviyo is not configured or the purchases are tests. */
export function klaviyoDelivery(account: KlaviyoAccount | null): Delivery {
  return async (message) => {
    if (!account) return unconfigured;
    const event = addressed(message.payload as KlaviyoEvent, account);
    if (event === null)
      return suppressed(
        `${suppressions.testMode}: no KLAVIYO_TEST_PROFILE gets the events of test purchases.`,
      );
    return callInTurn(account.eventCalls, async () => {
      await account.client.createEvent(event, { before: message.attempts });
      return { kind: 'sent' };
    });
  };
}

/** Nobody real hears of a purchase with play money. */
function addressed(event: KlaviyoEvent, { test }: KlaviyoAccount): KlaviyoEvent | null {
  if (test === null) return event;
  if (test.profile === null) return null;
  const profile = { ...event.profile, email: test.profile, firstName: 'Test', lastName: null, phone: null };
  return { ...event, profile, properties: { ...event.properties, Test: true } };
}

/**
 * Puts somebody on the list who asked for it. Klaviyo is asked first: whoever is on it already gets no second mail, and
 * whoever left stays off, whatever they tick.
 */
export function subscriptionDelivery(account: KlaviyoAccount | null): Delivery {
  return async (message) => {
    if (!account) return unconfigured;
    const { client, listId, test } = account;
    if (test !== null)
      return suppressed(`${suppressions.testMode}: nobody is subscribed by a test purchase.`);
    if (listId === null)
      return suppressed(`${suppressions.notConfigured}: the newsletter needs KLAVIYO_LIST_ID.`);
    const subscription = message.payload as Subscription;
    return callInTurn(account.profileCalls, async () => {
      const state = await client.subscriptionOf(subscription.email);
      if (state === 'subscribed') return suppressed(`${suppressions.subscribed}: no second mail is sent.`);
      if (state === 'unsubscribed')
        return suppressed(`${suppressions.unsubscribed}: this address left in Klaviyo, and stays off.`);
      await client.subscribe(subscription, listId);
      return { kind: 'sent' };
    });
  };
}
