import type { ActivityLog } from './activity.ts';
import { formatMoney, money } from './money.ts';
import type { Order, Transaction } from './order.ts';
import { rankOf } from './order.ts';
import type { ChargeFact } from './payment-event.ts';

/** How the provider's books and ours may differ. */
export type DriftKind = 'missing_here' | 'missing_there' | 'amount' | 'state';

/** One difference, in a sentence; `repaired` once the settlement has booked it. */
export type Drift = {
  readonly kind: DriftKind;
  readonly repaired: boolean;
  readonly sentence: string;
  /** What the provider calls it. */
  readonly ref: string;
  readonly orderId: string | null;
};

/** Younger than this it may still be on its way, seconds. */
export const inFlightSeconds = 600;

/** A payment page takes money for a day at most; afterwards it has come to an end. */
export const longestPageSeconds = 86_400;

type OnRecord = { readonly order: Order | null; readonly transactions: readonly Transaction[] };

/** How a payment page at the provider differs from the order it led to, or null. */
export function driftOfPage(
  { status, checkout }: ChargeFact,
  { order, transactions }: OnRecord,
): Pick<Drift, 'kind' | 'sentence'> | null {
  const theirs = formatMoney(money(checkout.amount, checkout.currency), 'en');
  if (order === null) {
    const sentence = `Missing here: the payment page of ${checkout.stamp.orderNo} (${checkout.sessionId}) is ${status} at the provider with ${theirs}, and no order knows it.`;
    return { kind: 'missing_here', sentence };
  }
  const charges = transactions.filter(({ action_type }) => action_type === 'charge');
  const heard = Math.max(-1, ...charges.map(rankOf));
  if (rankOf({ action_type: 'charge', status }) > heard) {
    const sentence = `Behind: ${order.order_no} is ${order.status} here, and its payment ${status} at the provider.`;
    return { kind: 'state', sentence };
  }
  if (status !== 'succeeded' || (order.amount === checkout.amount && order.currency === checkout.currency))
    return null;
  const ours = formatMoney(money(order.amount, order.currency), 'en');
  return {
    kind: 'amount',
    sentence: `Amount: ${order.order_no} is ${ours} here and ${theirs} at the provider.`,
  };
}

export const missingThere = ({ order_no, session_id }: Order): Pick<Drift, 'kind' | 'sentence'> => ({
  kind: 'missing_there',
  sentence: `Missing there: ${order_no} was paid on ${session_id}, of which the provider knows nothing.`,
});

/** The line about a difference. Each is an alert: notifications should have brought it. */
export function driftLine(
  drift: Drift,
  subject: Pick<ActivityLog, 'subject_type' | 'subject_id'>,
  at: { now: Date; id: string },
): ActivityLog {
  return {
    ...subject,
    id: at.id,
    action: drift.repaired ? 'reconcile.repaired' : 'reconcile.drifted',
    actor: 'reconcile',
    level: 'error',
    message: drift.sentence,
    error_code: drift.repaired ? 'reconcile_repair' : 'reconcile_drift',
    data: { kind: drift.kind, ref: drift.ref },
    created_at: at.now,
  };
}
