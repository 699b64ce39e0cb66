import { freshId } from '#sandbox/random.ts';
import type { World } from '#sandbox/world.ts';

export type EventAttributes = {
  properties: Record<string, unknown>;
  time?: string;
  value?: number;
  value_currency?: string;
  unique_id?: string;
  metric: { data: { attributes: { name: string } } };
  profile: { data: { id?: string | null; attributes: Record<string, unknown> } };
};

/** One event as Klaviyo would show it. `recordedAt` is milliseconds since the epoch; `profile` is its leading identifier. */
export type RecordedEvent = {
  id: string;
  recordedAt: number;
  metric: string;
  profile: string;
  profileAttributes: Record<string, unknown>;
  time: string;
  value: number | null;
  valueCurrency: string | null;
  uniqueId: string | null;
  properties: Record<string, unknown>;
};

/**
 * Records an event unless profile, metric and unique_id are known already; without a unique_id its second stands in.
 * Answers undefined for such a repeat.
 */
export function recordEvent(world: World, attributes: EventAttributes): RecordedEvent | undefined {
  const event = toRecord(world, attributes);
  const known = world.state.klaviyoEvents.all().some((other) => identityOf(other) === identityOf(event));
  return known ? undefined : world.state.klaviyoEvents.insert(event);
}

/** The identifier that leads in Klaviyo's profile matching, or undefined when there is none. */
export function profileOf({ profile }: EventAttributes): string | undefined {
  const { email, phone_number, external_id, anonymous_id, _kx } = profile.data.attributes;
  const leading = [profile.data.id, email, phone_number, external_id, anonymous_id, _kx].find(
    (identifier) => typeof identifier === 'string' && identifier !== '',
  );
  return typeof leading === 'string' ? leading.toLowerCase() : undefined;
}

function toRecord(world: World, attributes: EventAttributes): RecordedEvent {
  const moment = attributes.time ? new Date(attributes.time) : new Date(world.now());
  return {
    id: freshId('klv', 11),
    recordedAt: world.now(),
    metric: attributes.metric.data.attributes.name,
    profile: profileOf(attributes) ?? '',
    profileAttributes: attributes.profile.data.attributes,
    time: `${moment.toISOString().slice(0, 19)}Z`,
    value: attributes.value ?? null,
    valueCurrency: attributes.value_currency ?? null,
    uniqueId: attributes.unique_id ?? null,
    properties: attributes.properties,
  };
}

const identityOf = ({ profile, metric, uniqueId, time }: RecordedEvent): string =>
  JSON.stringify([profile, metric, uniqueId ?? time]);
