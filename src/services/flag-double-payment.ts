import type { ActivityLog } from '#domain/activity.ts';
import { insert, update } from '#domain/changes.ts';
import type { Order } from '#domain/order.ts';
import { wasPaid } from '#domain/order.ts';
import type { AppContext } from './app-context.ts';
import { inGroups } from './in-groups.ts';
import { insist } from './insist.ts';

/** Two paid orders of one buyer for the same thing within this time are probably one wish paid twice, seconds. */
const suspicionSeconds = 3600;

/** Orders looked at per buyer. */
const ordersPerBuyer = 20;

/**
 * Flags what looks like a second payment for the same wish, whichever of the two was paid last: of every pair the younger
 * order, and each only once. All orders stay as they are; a person decides. Throws StoreUnavailableError and
 * StoreConflictError.
 */
export async function flagDoublePayments(app: AppContext, paid: readonly Order[]): Promise<void> {
  const suspects = paid.filter(isKept);
  const emails = [...new Set(suspects.flatMap(({ email }) => email ?? []))];
  for (const group of inGroups(emails)) {
    const { rows } = await app.store.list('payment_orders', {
      among: { email: group },
      limit: group.length * ordersPerBuyer,
    });
    for (const [younger, older] of pairsIn(suspects, rows)) await flag(app, younger, older);
  }
}

/** Every order that came second to another one, with one of those it came second to; at least one of the two is a suspect. */
function pairsIn(suspects: readonly Order[], rows: readonly Order[]): readonly [Order, Order][] {
  const isSuspect = new Set(suspects.map(({ id }) => id));
  const kept = rows.filter(isKept);
  return kept.flatMap((order): [Order, Order][] => {
    const older = kept.find(
      (other) =>
        (isSuspect.has(order.id) || isSuspect.has(other.id)) &&
        isOlder(other, order) &&
        areTwins(order, other),
    );
    return older && order.needs_attention === null ? [[order, older]] : [];
  });
}

/** Its money is here and was not given back. */
const isKept = ({ status }: Order): boolean => wasPaid(status) && status !== 'refunded';

function areTwins(order: Order, other: Order): boolean {
  const apart = Math.abs(order.created_at.getTime() - other.created_at.getTime()) / 1000;
  return (
    other.id !== order.id &&
    other.email === order.email &&
    other.product_id === order.product_id &&
    other.variant === order.variant &&
    other.session_id !== order.session_id &&
    apart <= suspicionSeconds
  );
}

function isOlder(one: Order, other: Order): boolean {
  const apart = one.created_at.getTime() - other.created_at.getTime();
  return apart < 0 || (apart === 0 && one.id < other.id);
}

async function flag(app: AppContext, order: Order, twin: Order): Promise<void> {
  if (await wasFlagged(app, order)) return;
  const flagged = await insist(app, async () => {
    const [known] = await app.store.get('payment_orders', [order.id]);
    if (!known || known.record.needs_attention !== null || !isKept(known.record))
      return { changes: [], answer: null };
    const now = app.clock.now();
    const line = lineOf(order, twin, { now, id: app.ids.newId() });
    const set = {
      needs_attention: 'possible_double_payment',
      version: known.record.version + 1,
      updated_at: now,
    } as const;
    return { changes: [update('payment_orders', known, set), insert('activity_logs', line)], answer: line };
  });
  if (flagged !== null) app.log.warn({ order_no: order.order_no, code: flagged.error_code }, flagged.message);
}

const action = 'order.flagged';

/** A person who has taken the flag away is not asked again. */
async function wasFlagged({ store }: AppContext, { id }: Order): Promise<boolean> {
  const { rows } = await store.list('activity_logs', { where: { subject_id: id, action }, limit: 1 });
  return rows.length > 0;
}

const lineOf = (order: Order, twin: Order, { now, id }: { now: Date; id: string }): ActivityLog => ({
  id,
  subject_type: 'order',
  subject_id: order.id,
  action,
  actor: 'system',
  level: 'warn',
  message: `${order.order_no} and ${twin.order_no} were paid by the same buyer for the same colour within an hour; perhaps one is to be refunded.`,
  error_code: 'possible_double_payment',
  data: { order_no: order.order_no, twin: twin.order_no },
  created_at: now,
});
