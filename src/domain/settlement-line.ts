import type { ActivityLevel, ActivityLog } from './activity.ts';
import type { Change } from './changes.ts';
import { insert } from './changes.ts';
import type { Surroundings } from './decision.ts';
import { formatMoney, money } from './money.ts';
import type { AttentionReason, Order, Transaction } from './order.ts';

/** What a line of the ledger did to its order, in one sentence. */
export function sentenceOf(after: Order, line: Transaction, before?: Order): string {
  const amount = formatMoney(money(line.amount, line.currency), 'en');
  const late =
    before?.status === 'cancelled' && after.paid_at !== null
      ? ' It was cancelled before; the payment is honoured.'
      : '';
  const held = after.needs_attention ? ` ${attentionSentence(after.needs_attention)}` : '';
  const what = line.action_type === 'charge' ? 'payment' : line.action_type;
  return `${after.order_no} is ${after.status.replace('_', ' ')}: ${what} ${line.status}, ${amount}.${late}${held}`;
}

const attentionSentence = (reason: AttentionReason): string =>
  reason === 'oversold'
    ? 'No piece was left for it (oversold), so nothing is sent and the money goes back.'
    : `A person has to look: ${reason}.`;

/** The line of history about it. */
export function activity(after: Order, line: Transaction, around: Surroundings): Change {
  const level: ActivityLevel = after.needs_attention
    ? 'error'
    : line.action_type === 'dispute'
      ? 'warn'
      : 'info';
  const row: ActivityLog = {
    id: around.newId(),
    subject_type: 'order',
    subject_id: after.id,
    action: `${line.action_type}.${line.status}`,
    actor: line.payment_method,
    level,
    message: sentenceOf(after, line),
    error_code: after.needs_attention,
    data: {
      order_no: after.order_no,
      amount: line.amount,
      currency: line.currency,
      provider_ref: line.provider_ref,
    },
    created_at: around.now,
  };
  return insert('activity_logs', row);
}
