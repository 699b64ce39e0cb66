import type { ActivityLog } from '#domain/activity.ts';
import { insert, update, type Versioned } from '#domain/changes.ts';
import type { Order } from '#domain/order.ts';
import { spellingsOf } from '#domain/order-search.ts';
import type { Preorder } from '#domain/preorder.ts';
import type { Shopper } from '#domain/shopper.ts';
import type { AppContext } from './app-context.ts';

/** Guests' orders looked at in one run, the newest ones; a person with more than this signs in again. */
const ordersPerRun = 100;

/** Attempts per order before it is left to the next run. */
const attempts = 3;

/**
 * Gives a shopper the orders they placed as a guest, known by their verified e-mail address; answers how many. An order
 * that has an owner is never touched, so running it twice, or twice at a time, changes nothing.
 */
export async function claimOrders(app: AppContext, shopper: Shopper): Promise<number> {
  if (shopper.email === null || !shopper.emailVerified) return 0;
  const { rows } = await app.store.list('payment_orders', {
    where: { user_id: null },
    among: { email: spellingsOf(shopper.email) },
    limit: ordersPerRun,
  });
  let claimed = 0;
  for (const order of rows) if (await claim(app, order, shopper)) claimed++;
  return claimed;
}

async function claim(app: AppContext, { id }: Order, shopper: Shopper): Promise<boolean> {
  for (let round = 0; round < attempts; round++) {
    const [order] = await app.store.get('payment_orders', [id]);
    if (!order || order.record.user_id !== null) return false;
    const preorder = await preorderOf(app, id);
    const result = await app.store.commit({ log: null, changes: claimed(app, shopper, { order, preorder }) });
    if (result.kind === 'committed') return true;
  }
  app.log.warn({ order_id: id }, 'an order could not be claimed; it is tried again at the next sign-in');
  return false;
}

async function preorderOf(app: AppContext, orderId: string): Promise<Versioned<Preorder> | null> {
  const { rows } = await app.store.list('preorders', { where: { order_id: orderId }, limit: 1 });
  const [preorder] = await app.store.get(
    'preorders',
    rows.map(({ id }) => id),
  );
  return preorder ?? null;
}

type Owned = { readonly order: Versioned<Order>; readonly preorder: Versioned<Preorder> | null };

function claimed(app: AppContext, { uid }: Shopper, { order, preorder }: Owned) {
  const now = app.clock.now();
  const { id, order_no, version } = order.record;
  const line: ActivityLog = {
    id: app.ids.newId(),
    subject_type: 'order',
    subject_id: id,
    action: 'order.claimed',
    actor: `user:${uid}`,
    level: 'info',
    message: `${order_no} belongs to a shopper who signed in with its e-mail address.`,
    error_code: null,
    data: { order_no },
    created_at: now,
  };
  return [
    update('payment_orders', order, { user_id: uid, version: version + 1, updated_at: now }),
    ...(preorder ? [update('preorders', preorder, { user_id: uid, updated_at: now })] : []),
    insert('activity_logs', line),
  ];
}
