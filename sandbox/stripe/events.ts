import { freshId } from '#sandbox/random.ts';
import { apiVersion } from '#sandbox/stripe/api-version.ts';
import type * as Stored from '#sandbox/stripe/stored.ts';
import type { DeliveryPlan } from '#sandbox/stripe/webhook-delivery.ts';
import { unixNow, type World } from '#sandbox/world.ts';

/** Who makes something happen: an API request, or the world itself (a shopper, a bank, a timer). */
export type Source = {
  world: World;
  request: { id: string | null; idempotency_key: string | null };
  plan?: DeliveryPlan;
};

export const worldItself = (world: World, plan?: DeliveryPlan): Source => ({
  world,
  request: { id: null, idempotency_key: null },
  ...(plan ? { plan } : {}),
});

/** Records an event with the object as it is now and hands it to every endpoint that wants it. */
export function emit(
  source: Source,
  type: string,
  object: object,
  previous?: Record<string, unknown>,
): Stored.Event {
  const { world } = source;
  const endpoints = world.state.endpoints.all().filter((endpoint) => wants(endpoint, type));
  const event = world.state.events.insert({
    id: freshId('evt'),
    object: 'event',
    api_version: apiVersion,
    created: unixNow(world),
    data: {
      object: structuredClone(object) as Record<string, unknown>,
      ...(previous ? { previous_attributes: previous } : {}),
    },
    livemode: false,
    pending_webhooks: endpoints.length,
    request: source.request,
    type,
  });
  for (const endpoint of endpoints) world.deliveries.enqueue(event, endpoint, source.plan);
  world.cli.push(event);
  world.changed();
  world.log(`event ${event.type} ${event.id}`);
  return event;
}

const wants = (endpoint: Stored.Endpoint, type: string): boolean =>
  endpoint.status === 'enabled' &&
  (endpoint.enabled_events.includes('*') || endpoint.enabled_events.includes(type));
