import type { KlaviyoClient } from '#libs/klaviyo/klaviyo-client.ts';
import type { Deliveries } from './delivery.ts';
import { klaviyoDelivery } from './klaviyo-delivery.ts';

/** Every kind of message and its sender. A new outgoing message is one file and one line here. */
export const createDeliveries = (clients: { klaviyo: KlaviyoClient | null }): Deliveries => ({
  'klaviyo.event': klaviyoDelivery(clients.klaviyo),
});
