import { type Call, idOf } from '#sandbox/stripe/call.ts';
import { found } from '#sandbox/stripe/found.ts';
import { listPage } from '#sandbox/stripe/list.ts';
import type * as Stored from '#sandbox/stripe/stored.ts';

export const retrieveEvent = (call: Call): Stored.Event =>
  found(call.world.state.events, 'event', { id: idOf(call) });

/** Lists events by `type` (with `*` at the end), `types`, `created` and `delivery_success`. */
export function listEvents(call: Call): object {
  const { form, world } = call;
  const types = [...form.texts('types'), form.text('type')].filter((type) => type !== undefined);
  const delivered = form.flag('delivery_success');
  const events = world.state.events
    .newestFirst()
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
