import type { Change } from '#domain/changes.ts';
import type { Order } from '#domain/order.ts';
import type { ActSurroundings, OrderAct } from '#domain/order-acts.ts';
import { cancelOrder, changeAddress, revokeLinks } from '#domain/order-acts.ts';
import type { OrderAtHand } from '#domain/order-at-hand.ts';
import type { RefusalReason } from '#domain/order-policy.ts';
import type { Address } from '#domain/payment-event.ts';
import type { AppContext } from './app-context.ts';
import { insist } from './insist.ts';
import { lookAtUnits } from './look-at-units.ts';
import { mayOpen, type OrderAccess } from './order-access.ts';

/** How an act ended; `hidden`: whoever asks may not see the order, or there is none. */
export type ActResult =
  | { readonly kind: 'done'; readonly linkVersion: number }
  | { readonly kind: 'refused'; readonly reason: RefusalReason }
  | { readonly kind: 'hidden' };

/** Cancels an order for its buyer; all its money is owed back. Pressed twice, it is cancelled once. */
export const cancelForBuyer = (app: AppContext, access: OrderAccess): Promise<ActResult> =>
  act(app, access, cancelOrder);

/** Sends an order of a buyer to another address in the same country. */
export const readdressForBuyer = (
  app: AppContext,
  access: OrderAccess,
  address: Address,
): Promise<ActResult> => act(app, access, (at, around) => changeAddress(at, address, around));

/** Makes the links to an order useless that were given out so far; whoever asks goes on with a new one. */
export const revokeLinksForBuyer = (app: AppContext, access: OrderAccess): Promise<ActResult> =>
  act(app, access, (at, around) => ({ kind: 'done', changes: revokeLinks(at, around) }));

type Decide = (at: OrderAtHand, around: ActSurroundings) => OrderAct;

/** Load, decide, commit, and again while others are quicker. Throws StoreUnavailableError and StoreConflictError. */
async function act(app: AppContext, access: OrderAccess, decide: Decide): Promise<ActResult> {
  const ended = await insist<ActResult>(app, async () => {
    const { order, preorder, refunds } = await app.store.load({
      order: { method: 'stripe', orderNo: access.orderNo },
    });
    if (!order || !mayOpen(order.record, access)) return { changes: [], answer: { kind: 'hidden' } };
    const { catalog, appUrl, policy } = app;
    const around = { now: app.clock.now(), newId: app.ids.newId, policy, catalog, appUrl };
    const units = await unitsOf(app, order.record);
    const decided = decide({ order, preorder, refunds, units }, { ...around, actor: actorOf(access) });
    if (decided.kind === 'refused') return { changes: [], answer: decided };
    const changes = decided.kind === 'done' ? decided.changes : [];
    const linkVersion = linkVersionAfter(changes) ?? order.record.link_version;
    return { changes, answer: { kind: 'done', linkVersion } };
  });
  if (ended.kind === 'done') app.defer(app.drainSoon);
  return ended;
}

/** Nothing is asked for what is not limited. */
const unitsOf = (app: AppContext, { product_id: sku, variant: color, stock_units }: Order) =>
  lookAtUnits(app, { sku, color }, stock_units ?? []);

const actorOf = ({ uid }: OrderAccess): string => (uid === null ? 'buyer' : `user:${uid}`);

const linkVersionAfter = (changes: readonly Change[]): number | undefined =>
  changes.flatMap((change) =>
    change.op === 'update' && change.table === 'payment_orders' ? (change.set.link_version ?? []) : [],
  )[0];
