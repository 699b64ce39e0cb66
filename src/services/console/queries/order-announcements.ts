import type { Consent } from '#domain/consent.ts';
import { RolittKlaviyoEvents } from '#domain/marketing/catalogue.ts';
import type { Audience } from '#domain/marketing/event.ts';
import { whyNotOwed } from '#domain/marketing/why-not-owed.ts';
import { masked } from '#domain/masking.ts';
import { type Money, money } from '#domain/money.ts';
import { demandRole, type Operator } from '#domain/operator.ts';
import type { Order, OrderStatus } from '#domain/order.ts';
import { isOrderNo } from '#domain/order-number.ts';
import type { AppContext } from '#services/app-context.ts';
import { type DeliveryRow, withOrderNumbers } from './deliveries.ts';

/** What one metric came to for one order: its events, or why there is none. */
export type AnnouncementLine = {
  readonly metric: string;
  readonly audience: Audience;
  readonly messages: readonly DeliveryRow[];
  /** Null when there is an event. */
  readonly whyNot: string | null;
};

export type AnnouncedOrder = {
  readonly orderNo: string;
  readonly status: OrderStatus;
  readonly amount: Money;
  /** Whose it is, masked. */
  readonly buyer: string | null;
  readonly consent: Consent | null;
  readonly utm: Order['utm'];
  readonly recoveredFrom: string | null;
  readonly createdAt: Date;
};

export type OrderAnnouncements =
  | { readonly kind: 'none' }
  /** Several orders of one address, newest first. */
  | { readonly kind: 'several'; readonly orders: readonly AnnouncedOrder[] }
  | {
      readonly kind: 'one';
      readonly order: AnnouncedOrder;
      readonly lines: readonly AnnouncementLine[];
      /** What was sent besides events. */
      readonly others: readonly DeliveryRow[];
    };

const ordersShown = 20;
const messagesShown = 200;

/** What reached the flows of an order, by its number or by the address of its buyer. Throws NotAllowedError. */
export async function orderAnnouncements(
  app: AppContext,
  operator: Operator,
  search: string,
): Promise<OrderAnnouncements> {
  demandRole(operator, 'viewer');
  const orders = await ordersOf(app, search.trim());
  const [order] = orders;
  if (order === undefined) return { kind: 'none' };
  if (orders.length > 1) return { kind: 'several', orders: orders.map(shown) };
  const { rows } = await app.store.list('outbox', { where: { order_id: order.id }, limit: messagesShown });
  const messages = await withOrderNumbers(app, rows);
  const isEvent = ({ kind }: DeliveryRow) => kind === 'klaviyo.event';
  return {
    kind: 'one',
    order: shown(order),
    lines: linesOf(order, messages.filter(isEvent)),
    others: messages.filter((message) => !isEvent(message)),
  };
}

async function ordersOf({ store }: AppContext, search: string): Promise<readonly Order[]> {
  const number = search.toUpperCase();
  const where = isOrderNo(number) ? { order_no: number } : search.includes('@') ? { email: search } : null;
  return where === null ? [] : (await store.list('payment_orders', { where, limit: ordersShown })).rows;
}

function linesOf(order: Order, events: readonly DeliveryRow[]): AnnouncementLine[] {
  return Object.values(RolittKlaviyoEvents).map((definition) => {
    const { metric, audience } = definition;
    const messages = events.filter(({ topic }) => topic === metric);
    return { metric, audience, messages, whyNot: messages.length > 0 ? null : whyNotOwed(definition, order) };
  });
}

const shown = (order: Order): AnnouncedOrder => ({
  orderNo: order.order_no,
  status: order.status,
  amount: money(order.amount, order.currency),
  buyer: order.email === null ? null : masked(order.email),
  consent: order.consent,
  utm: order.utm,
  recoveredFrom: order.recovered_from,
  createdAt: order.created_at,
});
