import { freshId } from '#sandbox/random.ts';
import { apiVersion } from '#sandbox/stripe/api-version.ts';
import { type Call, idOf } from '#sandbox/stripe/call.ts';
import { invalidParam, missingParam } from '#sandbox/stripe/errors.ts';
import type { Form } from '#sandbox/stripe/form.ts';
import { found } from '#sandbox/stripe/found.ts';
import { listPage } from '#sandbox/stripe/list.ts';
import { metadataOf } from '#sandbox/stripe/metadata.ts';
import type * as Stored from '#sandbox/stripe/stored.ts';
import { unixNow } from '#sandbox/world.ts';

/** Registers an endpoint; its signing secret is shown here and never again. */
export function createEndpoint(call: Call): Stored.Endpoint {
  const { form, world } = call;
  return world.state.endpoints.insert({
    id: freshId('we'),
    object: 'webhook_endpoint',
    api_version: form.text('api_version') ?? apiVersion,
    application: null,
    created: unixNow(world),
    description: form.text('description') ?? null,
    enabled_events: enabledEvents(form),
    livemode: false,
    metadata: metadataOf(form),
    secret: freshId('whsec', 32),
    status: 'enabled',
    url: endpointUrl(form.required('url')),
  });
}

export const retrieveEndpoint = (call: Call): object => withoutSecret(findEndpoint(call));

export function updateEndpoint(call: Call): object {
  const endpoint = findEndpoint(call);
  const { form } = call;
  if (form.has('url')) endpoint.url = endpointUrl(form.required('url'));
  if (form.has('enabled_events')) endpoint.enabled_events = enabledEvents(form);
  if (form.has('disabled')) endpoint.status = form.flag('disabled') ? 'disabled' : 'enabled';
  endpoint.description = form.updated('description', endpoint.description);
  endpoint.metadata = metadataOf(form, endpoint.metadata);
  return withoutSecret(endpoint);
}

export function deleteEndpoint(call: Call): object {
  const { id } = findEndpoint(call);
  call.world.state.endpoints.remove(id);
  return { id, object: 'webhook_endpoint', deleted: true };
}

export const listEndpoints = (call: Call): object =>
  listPage(call, call.world.state.endpoints.newestFirst().map(withoutSecret));

const findEndpoint = (call: Call): Stored.Endpoint =>
  found(call.world.state.endpoints, 'webhook endpoint', { id: idOf(call) });

function withoutSecret({ secret: _, ...endpoint }: Stored.Endpoint): Omit<Stored.Endpoint, 'secret'> {
  return endpoint;
}

function enabledEvents(form: Form): string[] {
  const types = form.texts('enabled_events');
  if (types.length === 0) throw missingParam('enabled_events');
  return types;
}

function endpointUrl(url: string): string {
  if (/^https?:\/\/\S+$/.test(url)) return url;
  throw invalidParam(
    'url',
    'Invalid URL: An explicit scheme (such as https) must be provided.',
    'url_invalid',
  );
}
