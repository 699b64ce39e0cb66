import { ensure } from '#domain/changes.ts';
import type { KlaviyoEvent } from '#domain/marketing/event.ts';
import { sampleEvents } from '#domain/marketing/sample.ts';
import { newMessage } from '#domain/outbox.ts';
import type { Store } from '#libs/store/store.ts';
import type { RecordedEvent } from '#sandbox/server.ts';

const perCommit = 250;
const metrics = ['Placed Order', 'Refunded Order', 'Fulfilled Order', 'Preorder Success'];

/** Events of many buyers, hours apart in business time: what piles up while nobody sends anything. */
export function owedEvents(count: number, since: Date): KlaviyoEvent[] {
  return Array.from({ length: Math.ceil(count / metrics.length) }, (_, nth) =>
    sampleEvents({
      email: `buyer-${nth}@example.com`,
      now: new Date(since.getTime() + nth * 1000),
      appUrl: 'https://shop.test',
      orderNo: `ROL-${String(nth).padStart(8, '0')}`,
    }).filter(({ metric }) => metrics.includes(metric)),
  )
    .flat()
    .slice(0, count);
}

/** Owes them all, due at once. */
export async function oweAll(store: Store, events: readonly KlaviyoEvent[], now: Date): Promise<void> {
  let nth = 0;
  const rows = events.map((payload) => {
    const promise = {
      kind: 'klaviyo.event',
      dedupe_key: identityOf(payload),
      topic: payload.metric,
      payload,
      order_id: null,
      webhook_log_id: null,
    } as const;
    return newMessage(promise, { now, newId: () => `soak-${String(++nth).padStart(6, '0')}` });
  });
  for (let from = 0; from < rows.length; from += perCommit) {
    const changes = rows.slice(from, from + perCommit).map((row) => ensure('outbox', row));
    const { kind } = await store.commit({ log: null, changes });
    if (kind !== 'committed') throw new Error(`The messages were not written: ${kind}.`);
  }
}

/** What Klaviyo and we know an event by, and when it happened to the second. */
const identityOf = ({
  metric,
  uniqueId,
  time,
}: Pick<KlaviyoEvent, 'metric' | 'time'> & { uniqueId: string | null }) =>
  `${metric}|${uniqueId}|${time.slice(0, 19)}`;

export type Difference = { readonly missing: number; readonly strange: number; readonly repeated: number };

/** How what arrived differs from what was owed. */
export function differenceOf(owed: readonly KlaviyoEvent[], arrived: readonly RecordedEvent[]): Difference {
  const wanted = new Set(owed.map(identityOf));
  const came = arrived.map(identityOf);
  const distinct = new Set(came);
  return {
    missing: [...wanted].filter((identity) => !distinct.has(identity)).length,
    strange: [...distinct].filter((identity) => !wanted.has(identity)).length,
    repeated: came.length - distinct.size,
  };
}
