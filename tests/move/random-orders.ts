import type { TableName } from '#domain/changes.ts';
import type { Order, OrderStatus } from '#domain/order.ts';
import type { TransferRow } from '#libs/store/transfer.ts';
import { writeOut } from '#libs/store/transfer-row.ts';
import {
  activity,
  message,
  order,
  preorder,
  stockUnit,
  transaction,
  webhookLog,
} from '#tests/contract/store/records.ts';

/** Numbers in [0, 1) that are the same for the same seed: https://en.wikipedia.org/wiki/Xorshift */
export function randomNumbers(seed: number): () => number {
  let state = seed * 2_654_435_761 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

type Draw = { readonly random: () => number; readonly nth: number };

const pick = <V>({ random }: Draw, values: readonly [V, ...V[]]): V =>
  values[Math.floor(random() * values.length)] ?? values[0];
const idOf = ({ random }: Draw): string =>
  Array.from({ length: 21 }, () => letters[Math.floor(random() * letters.length)]).join('');
const letters = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-';

const names = [
  'Ada Lovelace',
  'Zoë Müller-Lüdenscheidt',
  '山田 太郎',
  'José Ñuñez',
  '👩🏽‍🚀 Mae',
  "O'Brien",
] as const;
const colours = ['sakura-pink', 'honey-khaki', 'moonlight-grey', 'healing-green', 'red'] as const;
const currencies = ['USD', 'EUR', 'JPY', 'KWD'] as const;
const yearMs = 365 * 86_400_000;

/** One order in the life of a shop with everything that hangs on it; the same for the same numbers. */
export function randomOrder(draw: Draw): Readonly<Record<TableName, readonly TransferRow[]>> {
  const fate = draw.random();
  const status: OrderStatus =
    fate < 0.9 ? 'paid' : fate < 0.95 ? 'refunded' : fate < 0.96 ? 'disputed' : 'cancelled';
  const bought = randomPurchase(draw, status);
  const isPaid = status !== 'cancelled';
  const goods = isPaid ? [preorder(bought, { id: idOf(draw), created_at: bought.created_at })] : [];
  const events = isPaid ? ['checkout.session.completed'] : ['checkout.session.expired'];
  if (status === 'refunded') events.push('refund.created', 'refund.updated');
  if (status === 'disputed') events.push('charge.dispute.created');
  const logs = events.map((event, nth) =>
    webhookLog({
      ...{
        id: idOf(draw),
        event,
        event_id: `evt_${draw.nth}_${nth}`,
        stripe_event_id: `evt_${draw.nth}_${nth}`,
      },
      ...{
        order_id: bought.id,
        preorder_id: goods[0]?.id ?? null,
        email: bought.email,
        trade_no: bought.trade_no,
      },
      ...{ raw_data: randomBody(draw, event), created_at: bought.created_at, received_at: bought.created_at },
    }),
  );
  const movements = logs.map((log, nth) =>
    transaction(bought, {
      ...{ id: idOf(draw), transaction_no: `stripe:${bought.trade_no}:${nth}`, webhook_log_id: log.id },
      ...{ action_type: nth === 0 ? 'charge' : 'refund', created_at: bought.created_at },
    }),
  );
  const messages = isPaid ? ['placed-order', 'ordered-product', 'preorder-success'] : [];
  return {
    payment_orders: [withMicroseconds(draw, writeOut('payment_orders', bought))],
    preorders: goods.map((row) => writeOut('preorders', row)),
    webhook_logs: logs.map((row) => writeOut('webhook_logs', row)),
    payment_transactions: movements.map((row) => writeOut('payment_transactions', row)),
    outbox: messages.map((promise) =>
      writeOut(
        'outbox',
        message({
          ...{ id: idOf(draw), dedupe_key: `${promise}:${bought.order_no}`, status: 'sent', attempts: 1 },
          ...{ order_id: bought.id, webhook_log_id: logs[0]?.id ?? null, created_at: bought.created_at },
          payload: {
            metric: promise,
            value: bought.amount / 100,
            profile: { email: bought.email },
            items: [[1, [2]]],
          },
        }),
      ),
    ),
    activity_logs: ['order.created', `order.${status}`].map((action) =>
      writeOut(
        'activity_logs',
        activity({ id: idOf(draw), subject_id: bought.id, action, created_at: bought.created_at }),
      ),
    ),
    stock_units: isPaid
      ? [
          writeOut(
            'stock_units',
            stockUnit(draw.nth + 1, {
              ...{
                status: 'sold',
                order_id: bought.id,
                hold_token: idOf(draw),
                created_at: bought.created_at,
              },
            }),
          ),
        ]
      : [],
    ...{ rate_limits: [], refund_records: [], incidents: [], rollups: [], bookmarks: [] },
  };
}

function randomPurchase(draw: Draw, status: OrderStatus): Order {
  const at = new Date(Date.UTC(2026, 10, 1) - Math.floor(draw.random() * yearMs));
  const amount =
    draw.random() < 0.01 ? Number.MAX_SAFE_INTEGER - draw.nth : Math.floor(draw.random() * 100_000);
  const name = pick(draw, names);
  const key = `${draw.nth}_${idOf(draw)}`;
  return order({
    ...{
      id: idOf(draw),
      order_no: `ROL-${String(draw.nth).padStart(8, '0')}`,
      status,
      amount,
      amount_subtotal: amount,
    },
    ...{
      currency: pick(draw, currencies),
      variant: pick(draw, colours),
      buyer_name: name,
      quantity: 1 + (draw.nth % 3),
    },
    ...{ email: `shopper${draw.nth % 70_000}@example.com`, session_id: `cs_${key}`, trade_no: `pi_${key}` },
    ...{ created_at: at, updated_at: at, paid_at: status === 'cancelled' ? null : at },
    ...{ utm: { source: name, 'odd "key"\\': '\u2028' } },
  });
}

/** What an operator's `now()` leaves behind and no JavaScript date can hold. */
const withMicroseconds = ({ random }: Draw, row: TransferRow): TransferRow => ({
  ...row,
  updated_at:
    row.updated_at?.replace(/000Z$/, `${String(Math.floor(random() * 1000)).padStart(3, '0')}Z`) ?? null,
});

/** About as long as what Stripe sends. */
function randomBody(draw: Draw, type: string): string {
  const lines = Array.from({ length: 40 }, () => [`field_${idOf(draw).slice(0, 8)}`, idOf(draw)]);
  return JSON.stringify(
    { id: `evt_${draw.nth}`, object: 'event', type, data: Object.fromEntries(lines) },
    null,
    2,
  );
}
