import * as z from 'zod';
import { deliveryStates, receivers } from '#domain/delivery.ts';
import { outboxKinds } from '#domain/outbox.ts';
import type { DeliveryFilter } from '#services/console/queries/deliveries.ts';

/** A list of messages as it stands in an address, every part as text; what is not of its form counts as not given. */
export type DeliveryAddress = z.infer<typeof DeliveryAddress>;

const text = (most: number) => z.string().trim().max(most).default('').catch('');
const day = z.literal('').or(z.iso.date()).default('').catch('');
const oneOf = <const T extends readonly string[]>(values: T) =>
  z
    .enum(['', ...values])
    .default('')
    .catch('');

export const DeliveryAddress = z.object({
  view: oneOf(deliveryStates),
  kind: oneOf(outboxKinds),
  receiver: oneOf(receivers),
  topic: text(60),
  /** An order number; the one search field every list has. */
  q: text(20),
  from: day,
  until: day,
  after: text(300),
  open: text(40),
  act: oneOf(['revive']),
});

/** How far back a list goes that names no day, milliseconds. */
const usualWindowMs = 7 * 86_400_000;

const dayMs = 86_400_000;

/** What an address asks for. Days are whole days in UTC; the last one is part of it. */
export function filterOf(address: DeliveryAddress, now: Date): DeliveryFilter {
  const { view, kind, receiver, topic, q, from, until } = address;
  const last = until === '' ? new Date(now.getTime() + 1000) : new Date(Date.parse(until) + dayMs);
  const first = from === '' ? new Date(last.getTime() - usualWindowMs) : new Date(from);
  return {
    view: view || 'all',
    kind: kind || null,
    receiver: receiver || null,
    topic: topic || null,
    orderNo: q === '' ? null : q.toUpperCase(),
    from: first,
    until: last,
  };
}
