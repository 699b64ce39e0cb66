import type { KlaviyoEvent } from '#domain/marketing/event.ts';
import { type BuyerOnRecord, hangsOnBuyer, profileToday, whyNotToSend } from '#domain/marketing/sending.ts';
import { type Subscription, whyNotToSubscribe } from '#domain/marketing/subscription.ts';
import type { Order } from '#domain/order.ts';
import type { OutboxMessage } from '#domain/outbox.ts';
import { payloadRedaction } from '#domain/redaction.ts';
import type { RefundPromise } from '#domain/refund.ts';
import type { AppContext } from './app-context.ts';

/** Orders looked at per buyer, the newest ones. */
const ordersPerBuyer = 50;

/** A message as it is to be sent now, or why it is not. */
export type Looked =
  | { readonly kind: 'send'; readonly message: OutboxMessage }
  | { readonly kind: 'suppressed'; readonly reason: string };

/** Consent, and whatever else may have changed since an event was owed, is looked at in the moment it is sent. */
export async function lookBeforeSending(app: AppContext, message: OutboxMessage): Promise<Looked> {
  const redacted = payloadRedaction(message.payload);
  if (redacted !== null) return { kind: 'suppressed', reason: redacted };
  if (message.kind === 'refund') return lookAtRefund(app, message);
  if (message.kind === 'klaviyo.subscription') return lookAtSubscription(app, message);
  if (message.kind !== 'klaviyo.event') return { kind: 'send', message };
  const event = message.payload as KlaviyoEvent;
  const email = hangsOnBuyer(event.metric) ? event.profile.email : null;
  const buyer = await buyerOf(app, message, email);
  const reason = whyNotToSend(event, buyer);
  if (reason !== null) return { kind: 'suppressed', reason };
  const profile = profileToday(event, buyer);
  return { kind: 'send', message: { ...message, payload: { ...event, profile } } };
}

/** One that was refused for good is asked for anew by a person, under another number. */
async function lookAtRefund({ store }: AppContext, message: OutboxMessage): Promise<Looked> {
  const { orderId: order_id, refundNo: refund_no } = message.payload as RefundPromise;
  const { rows } = await store.list('refund_records', { where: { order_id, refund_no }, limit: 1 });
  const [record] = rows;
  const isOver = record?.status === 'failed' && record.provider_refund_id === null;
  return isOver
    ? { kind: 'suppressed', reason: record.failure_reason ?? 'It was refused before.' }
    : { kind: 'send', message };
}

async function lookAtSubscription(app: AppContext, message: OutboxMessage): Promise<Looked> {
  const subscription = message.payload as Subscription;
  const reason = whyNotToSubscribe(subscription, await buyerOf(app, message, subscription.email));
  return reason === null ? { kind: 'send', message } : { kind: 'suppressed', reason };
}

async function buyerOf(
  app: AppContext,
  message: OutboxMessage,
  email: string | null,
): Promise<BuyerOnRecord> {
  const ofBuyer = await ordersOfBuyer(app, email);
  return { order: await orderOf(app, message, ofBuyer), ofBuyer };
}

/** What the same address ordered, the newest first. */
export async function ordersOfBuyer({ store }: AppContext, email: string | null): Promise<readonly Order[]> {
  if (email === null) return [];
  return (await store.list('payment_orders', { where: { email }, limit: ordersPerBuyer })).rows;
}

async function orderOf(
  { store }: AppContext,
  { order_id: id }: OutboxMessage,
  ofBuyer: readonly Order[],
): Promise<Order | null> {
  if (id === null) return null;
  const found = ofBuyer.find((order) => order.id === id);
  return found ?? (await store.get('payment_orders', [id]))[0]?.record ?? null;
}
