import { asPattern, spelledEmail } from '#domain/erasure.ts';
import type { Order } from '#domain/order.ts';
import type { OutboxMessage } from '#domain/outbox.ts';
import type { WebhookLog } from '#domain/webhook-log.ts';
import type { AppContext } from '#services/app-context.ts';
import { lookThrough } from './look-through.ts';

/** Everything that leads to somebody by their e-mail address, oldest first. */
export type PersonOnRecord = {
  readonly email: string;
  /** Stands for them where they must not be named. */
  readonly key: string;
  readonly orders: readonly Order[];
  /** Events that name them and belong to none of these orders. */
  readonly events: readonly WebhookLog[];
  /** Messages that name them and were owed before there was an order. */
  readonly messages: readonly OutboxMessage[];
};

/** Days in one look: many orders and few notifications fit into what a database answers in a moment. */
const orderDays = 30;
const eventDays = 2;

/** Looks through all orders and all notifications, because an address may be written in many ways and stand in any of them. */
export async function findPerson(app: AppContext, address: string): Promise<PersonOnRecord> {
  const email = spelledEmail(address);
  const orders: Order[] = [];
  for await (const order of lookThrough(app, 'payment_orders', { containing: { email }, days: orderDays }))
    if (order.email !== null && spelledEmail(order.email) === email) orders.push(order);
  const events = await eventsNaming(app, email, new Set(orders.map(({ id }) => id)));
  const messages = await messagesNaming(app, email);
  return { email, key: app.personKey(email), orders: orders.reverse(), events: events.reverse(), messages };
}

/** What asks Klaviyo to forget somebody has to name them, and forgets by itself. */
async function messagesNaming(app: AppContext, email: string): Promise<OutboxMessage[]> {
  const found: OutboxMessage[] = [];
  for await (const message of lookThrough(app, 'outbox', { where: { order_id: null }, days: orderDays }))
    if (message.kind !== 'klaviyo.deletion' && isNamedIn(JSON.stringify(message.payload), email))
      found.push(message);
  return found.reverse();
}

async function eventsNaming(
  app: AppContext,
  email: string,
  orders: ReadonlySet<string>,
): Promise<WebhookLog[]> {
  const found = new Map<string, WebhookLog>();
  for (const containing of [{ email }, { raw_data: email }])
    for await (const row of lookThrough(app, 'webhook_logs', { containing, days: eventDays }))
      if (names(row, email) && !orders.has(row.order_id ?? '')) found.set(row.id, row);
  return [...found.values()];
}

const names = ({ email, raw_data }: WebhookLog, wanted: string): boolean =>
  (email !== null && spelledEmail(email) === wanted) || isNamedIn(raw_data, wanted);

/** The address by itself, not as the end of somebody else's. */
function isNamedIn(text: string, wanted: string): boolean {
  const pattern = asPattern(wanted);
  return new RegExp(`(?<![\\p{L}\\p{N}._+-])${pattern}(?![\\p{L}\\p{N}-]|\\.[\\p{L}\\p{N}])`, 'iu').test(
    text,
  );
}
