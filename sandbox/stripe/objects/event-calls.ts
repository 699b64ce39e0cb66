import { type Call, idOf } from '#sandbox/stripe/call.ts';
import { invalidParam, noSuch } from '#sandbox/stripe/errors.ts';
import { found } from '#sandbox/stripe/found.ts';
import { listPage } from '#sandbox/stripe/list.ts';
import type * as Stored from '#sandbox/stripe/stored.ts';
import { unixNow, type World } from '#sandbox/world.ts';

/** https://docs.stripe.com/api/events/list */
const mostTypes = 20;
const keptSeconds = 30 * 24 * 3600;

/** Stripe forgets an event after 30 days: https://docs.stripe.com/api/events */
const isKept = (event: Stored.Event, world: World): boolean => event.created > unixNow(world) - keptSeconds;

export function retrieveEvent(call: Call): Stored.Event {
  const event = found(call.world.state.events, 'event', { id: idOf(call) });
  if (!isKept(event, call.world)) throw noSuch('event', event.id);
  return event;
}

/** Lists events by `type` (with `*` at the end), `types`, `created` and `delivery_success`. */
export function listEvents(call: Call): object {
  const { form, world } = call;
  const named = form.texts('types');
  if (named.length > mostTypes) {
    throw invalidParam('types', `You may specify up to ${mostTypes} types.`, 'parameter_invalid_array');
  }
  const types = [...named, form.text('type')].filter((type) => type !== undefined);
  const delivered = form.flag('delivery_success');
  const events = world.state.events
    .newestFirst()
    .filter((event) => isKept(event, world))
    .filter((event) => types.length === 0 || types.some((type) => fitsType(event.type, type)))
    .filter((event) => delivered === undefined || (event.pending_webhooks === 0) === delivered);
  return listPage(call, events);
}

/** Sends an event once more: to the CLI's listeners, to one endpoint, or to all that want it. */
export function retryEvent(call: Call): Stored.Event {
  const event = retrieveEvent(call);
  const { form, world } = call;
  const endpointId = form.text('webhook_endpoint');
  if (form.flag('for_stripecli')) world.cli.push(event);
  else if (endpointId) {
    world.deliveries.enqueue(
      event,
      found(world.state.endpoints, 'webhook endpoint', { id: endpointId, param: 'webhook_endpoint' }),
    );
  } else for (const endpoint of world.state.endpoints.all()) world.deliveries.enqueue(event, endpoint);
  return event;
}

function fitsType(type: string, wanted: string): boolean {
  return wanted.endsWith('*') ? type.startsWith(wanted.slice(0, -1)) : type === wanted;
}
