import type { KlaviyoEvent } from '#domain/marketing/event.ts';
import { sampleEvents } from '#domain/marketing/sample.ts';
import { newMessage } from '#domain/outbox.ts';
import type { Delivered } from '#libs/deliveries/delivery.ts';
import type { AppContext } from './app-context.ts';

/** The order that never was; always the same one, so that Klaviyo drops what it has already. */
const orderNo = 'TEST-00000000';

/** One event of every metric for a test profile, marked as a test. */
export const seedEvents = (
  { appUrl, clock }: Pick<AppContext, 'appUrl' | 'clock'>,
  email: string,
): KlaviyoEvent[] =>
  sampleEvents({ email, now: clock.now(), appUrl, orderNo }).map((event) => ({
    ...event,
    properties: { ...event.properties, Test: true },
  }));

export type Seeded = { readonly metric: string; readonly ending: Delivered };

/**
 * Hands one test event of every metric to Klaviyo. Nothing is kept of it: sent again, each is the event it was. Throws
 * DeliveryError.
 */
export async function seedKlaviyo(app: AppContext, email: string): Promise<Seeded[]> {
  const seeded: Seeded[] = [];
  for (const payload of seedEvents(app, email)) {
    const about = { topic: payload.metric, payload, order_id: null, webhook_log_id: null };
    const promise = { kind: 'klaviyo.event', dedupe_key: `seed:${payload.metric}`, ...about } as const;
    const message = newMessage(promise, { now: app.clock.now(), newId: app.ids.newId });
    seeded.push({ metric: payload.metric, ending: await app.deliveries['klaviyo.event'](message) });
  }
  return seeded;
}
