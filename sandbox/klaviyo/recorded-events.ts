import { createHash } from 'node:crypto';
import type { World } from '#sandbox/world.ts';

export type EventAttributes = {
  properties: Record<string, unknown>;
  time?: string;
  value?: number;
  value_currency?: string;
  unique_id?: string;
  backfill?: boolean;
  metric: { data: { attributes: { name: string } } };
  profile: { data: { id?: string | null; attributes: Record<string, unknown> } };
};

/** One event as Klaviyo would show it; equal identities have equal ids. `recordedAt` is milliseconds since the epoch; `profile` is its leading identifier. */
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
  /** Recorded as history: no flow is set off. */
  backfill: boolean;
  properties: Record<string, unknown>;
};

/**
 * Records an event unless profile, metric and unique_id are known already; without a unique_id its second stands in.
 * Answers undefined for such a repeat.
 */
export function recordEvent(world: World, attributes: EventAttributes): RecordedEvent | undefined {
  const event = toRecord(world, attributes);
  return world.state.klaviyoEvents.find(event.id) ? undefined : world.state.klaviyoEvents.insert(event);
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
  const time = `${moment.toISOString().slice(0, 19)}Z`;
  const metric = attributes.metric.data.attributes.name;
  const profile = profileOf(attributes) ?? '';
  const uniqueId = attributes.unique_id ?? null;
  return {
    id: identityOf([profile, metric, uniqueId ?? time]),
    recordedAt: world.now(),
    metric,
    profile,
    profileAttributes: attributes.profile.data.attributes,
    time,
    value: attributes.value ?? null,
    valueCurrency: attributes.value_currency ?? null,
    uniqueId,
    backfill: attributes.backfill === true,
    properties: attributes.properties,
  };
}

const identityOf = (parts: readonly string[]): string =>
  `klv_${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32)}`;
