import type { ActivityLog } from '#domain/activity.ts';
import type { Bookmark } from '#domain/bookmark.ts';
import type { Changes } from '#domain/changes.ts';
import { ensure, insert } from '#domain/changes.ts';
import type { Incident } from '#domain/incident.ts';
import type { Order, Transaction } from '#domain/order.ts';
import type { OutboxMessage } from '#domain/outbox.ts';
import type { Preorder } from '#domain/preorder.ts';
import type { RateLimit } from '#domain/rate-limit.ts';
import type { RefundRecord } from '#domain/refund-record.ts';
import type { Rollup } from '#domain/rollup.ts';
import type { StockUnit } from '#domain/stock-unit.ts';
import type { WebhookLog } from '#domain/webhook-log.ts';

let count = 0;
const next = (prefix: string): string => `${prefix}_${String(++count).padStart(6, '0')}`;

export const noon = new Date('2026-11-20T12:00:00.123Z');
export const after = (milliseconds: number): Date => new Date(noon.getTime() + milliseconds);

export function order(overrides: Partial<Order> = {}): Order {
  const id = overrides.id ?? next('ord');
  return {
    id,
    order_no: `ROL-${id}`,
    user_id: null,
    email: 'ada@example.com',
    product_id: 'rolitt-companion',
    product_type: 'preorder',
    variant: 'sakura-pink',
    quantity: 1,
    amount: 29_900,
    amount_refunded: 0,
    amount_subtotal: 29_900,
    amount_discount: 0,
    amount_tax: 0,
    amount_shipping: 0,
    currency: 'USD',
    discount_code: null,
    payment_method: 'stripe',
    status: 'paid',
    session_id: `cs_${id}`,
    trade_no: `pi_${id}`,
    locale: 'en',
    country: 'GB',
    buyer_name: 'Ada Lovelace',
    phone: null,
    shipping_address: {
      name: 'Ada Lovelace',
      line1: '12 St James Square',
      line2: null,
      city: 'London',
      state: null,
      postalCode: 'SW1Y 4JH',
      country: 'GB',
      phone: null,
    },
    billing_address: null,
    utm: { source: 'newsletter' },
    recovered_from: null,
    consent: { marketing: true, terms: null },
    expires_at: null,
    paid_at: noon,
    cancelled_at: null,
    needs_attention: null,
    link_version: 1,
    stock_units: null,
    version: 1,
    created_at: noon,
    updated_at: noon,
    ...overrides,
  };
}

export function transaction(of: Order, overrides: Partial<Transaction> = {}): Transaction {
  const id = overrides.id ?? next('txn');
  return {
    id,
    order_id: of.id,
    transaction_no: `stripe:${id}:succeeded`,
    payment_method: of.payment_method,
    action_type: 'charge',
    amount: of.amount,
    currency: of.currency,
    status: 'succeeded',
    provider_ref: id,
    webhook_log_id: null,
    occurred_at: noon,
    created_at: noon,
    ...overrides,
  };
}

export function preorder(of: Order, overrides: Partial<Preorder> = {}): Preorder {
  return {
    id: next('pre'),
    order_id: of.id,
    preorder_number: of.order_no,
    user_id: null,
    email: 'ada@example.com',
    color: of.variant,
    status: 'confirmed',
    session_id: of.session_id,
    payment_intent_id: of.trade_no,
    amount: of.amount,
    currency: of.currency,
    shipping_address: of.shipping_address,
    locale: of.locale,
    tracking_number: null,
    carrier: null,
    estimated_ship_at: null,
    created_at: noon,
    updated_at: noon,
    ...overrides,
  };
}

/** The nth unit of red, free, unless told otherwise. */
export function stockUnit(nth: number, overrides: Partial<StockUnit> = {}): StockUnit {
  return {
    id: `rolitt-companion:red:${nth}`,
    sku: 'rolitt-companion',
    color: 'red',
    nth,
    status: 'free',
    hold_token: null,
    held_until: null,
    order_id: null,
    created_at: noon,
    updated_at: noon,
    ...overrides,
  };
}

export function webhookLog(overrides: Partial<WebhookLog> = {}): WebhookLog {
  const id = overrides.id ?? next('log');
  return {
    id,
    provider: 'stripe',
    event_id: `evt_${id}`,
    event: 'checkout.session.completed',
    stripe_event_id: `evt_${id}`,
    api_version: '2026-10-28.endive',
    livemode: false,
    status: 'success',
    result: 'Order is paid.',
    error: null,
    error_code: null,
    next_attempt_at: null,
    order_id: null,
    preorder_id: null,
    email: null,
    trade_no: null,
    raw_data: '{"id":"evt"}',
    attempts: 1,
    received_at: noon,
    processed_at: noon,
    duration_ms: 3,
    delay_ms: 400,
    history: [],
    created_at: noon,
    updated_at: noon,
    ...overrides,
  };
}

export function message(overrides: Partial<OutboxMessage> = {}): OutboxMessage {
  const id = overrides.id ?? next('msg');
  return {
    id,
    kind: 'klaviyo.event',
    dedupe_key: `placed-order:${id}`,
    topic: 'Placed Order',
    payload: { metric: 'Placed Order', value: 299 },
    status: 'pending',
    attempts: 0,
    next_attempt_at: noon,
    lease_token: null,
    leased_until: null,
    last_error: null,
    order_id: null,
    webhook_log_id: null,
    sent_at: null,
    created_at: noon,
    updated_at: noon,
    ...overrides,
  };
}

export function activity(overrides: Partial<ActivityLog> = {}): ActivityLog {
  return {
    id: next('act'),
    subject_type: 'order',
    subject_id: 'ord',
    action: 'order.paid',
    actor: 'stripe',
    level: 'info',
    message: 'Paid 299.00 USD.',
    error_code: null,
    data: { amount: 29_900 },
    created_at: noon,
    ...overrides,
  };
}

export const rateLimit = (overrides: Partial<RateLimit> = {}): RateLimit => ({
  id: next('lim'),
  used: 1,
  window_started_at: noon,
  created_at: noon,
  updated_at: noon,
  ...overrides,
});

export function refundRecord(of: Order, overrides: Partial<RefundRecord> = {}): RefundRecord {
  const id = overrides.id ?? next('ref');
  return {
    id,
    order_id: of.id,
    refund_no: `${of.order_no}-${id}`,
    refund_amount: of.amount,
    currency: of.currency,
    status: 'pending',
    refund_reason: 'goodwill',
    note: null,
    requested_by: 'buyer',
    provider_refund_id: null,
    attempt: 1,
    failure_reason: null,
    completed_at: null,
    created_at: noon,
    updated_at: noon,
    ...overrides,
  };
}

export function incident(overrides: Partial<Incident> = {}): Incident {
  const id = overrides.id ?? next('inc');
  return {
    id,
    rule: 'webhook_delay',
    open_key: null,
    status: 'closed',
    message: 'Webhooks took 31 s.',
    count: 1,
    first_seen_at: noon,
    last_seen_at: noon,
    closed_at: noon,
    data: null,
    created_at: noon,
    updated_at: noon,
    ...overrides,
  };
}

export const rollup = (overrides: Partial<Rollup> = {}): Rollup => ({
  id: next('rol'),
  source: 'orders',
  hour: noon,
  figures: { paid: 3 },
  created_at: noon,
  updated_at: noon,
  ...overrides,
});

export const bookmark = (overrides: Partial<Bookmark> = {}): Bookmark => ({
  id: next('mark'),
  place: { after: 'evt_1' },
  created_at: noon,
  updated_at: noon,
  ...overrides,
});

/** Everything a paid order brings with it, as one commit. */
export function birth(overrides: { log?: Partial<WebhookLog>; order?: Partial<Order> } = {}) {
  const born = order(overrides.order);
  const goods = preorder(born);
  const log = webhookLog({ order_id: born.id, preorder_id: goods.id, ...overrides.log });
  const charge = transaction(born, { webhook_log_id: log.id });
  const messages = ['placed-order', 'ordered-product', 'preorder-success'].map((promise) =>
    message({ dedupe_key: `${promise}:${born.id}`, order_id: born.id, webhook_log_id: log.id }),
  );
  const changes: Changes = {
    log: insert('webhook_logs', log),
    changes: [
      insert('payment_orders', born),
      insert('payment_transactions', charge),
      insert('preorders', goods),
      ...messages.map((row) => ensure('outbox', row)),
      insert('activity_logs', activity({ subject_id: born.id })),
    ],
  };
  return { changes, log, order: born, charge, preorder: goods, messages };
}

/** A commit without an event. */
export const only = (...changes: Changes['changes']): Changes => ({ log: null, changes });
