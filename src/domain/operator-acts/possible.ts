import type { OrderAtHand } from '../order-at-hand.ts';
import { refundsOf } from '../order-at-hand.ts';
import { refundable } from '../refund.ts';
import type { OperatorAct, OperatorAround } from './act.ts';
import { clearAttention, honour, resendConfirmation } from './care.ts';
import { deliver, produce } from './goods.ts';
import { cancelForOperator, refundOrder } from './money.ts';
import type { Refusal } from './refusal.ts';
import { beforeShippingRefusal, goodsRefusal, hasLeft } from './refusal.ts';

export const actNames = [
  'refund',
  'honour',
  'clear',
  'produce',
  'ship',
  'deliver',
  'move_date',
  'correct_address',
  'cancel',
  'resend',
  'revoke',
] as const;
export type ActName = (typeof actNames)[number];

/** Which acts an order allows just now; null where it does, else why not. */
export type PossibleActs = Readonly<Record<ActName, Refusal | 'done' | null>>;

/** Asks every act whether it would be done. What it answers may be overtaken; the act itself asks again. */
export function possibleActs(at: OrderAtHand, around: OperatorAround): PossibleActs {
  const left = refundable(at.order.record, refundsOf(at));
  const status = at.preorder?.record.status ?? null;
  const canShip = status !== null && (hasLeft(status) || status === 'in_production');
  return {
    refund: endOf(refundOrder(at, { amount: Math.max(1, left), reason: 'goodwill' }, around)),
    honour: endOf(honour(at, { email: 'asked@example.com' }, around)),
    clear: endOf(clearAttention(at, around)),
    produce: endOf(produce(at, around)),
    ship: canShip ? (hasLeft(status) ? null : goodsRefusal(at)) : (goodsRefusal(at) ?? 'not_in_production'),
    deliver: endOf(deliver(at, around)),
    move_date: beforeShippingRefusal(at),
    correct_address: beforeShippingRefusal(at),
    cancel: endOf(cancelForOperator(at, around)),
    resend: endOf(resendConfirmation(at, around)),
    revoke: null,
  };
}

const endOf = (act: OperatorAct): Refusal | 'done' | null => {
  if (act.kind === 'refused') return act.refusal;
  return act.kind === 'done_before' ? 'done' : null;
};
