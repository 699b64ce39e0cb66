import { type Look, looks as orderLooks } from '#components/order/order-states.ts';
import type { CheckoutResultState } from '#domain/checkout-result.ts';

/** How each state looks: the face beside the words and the shape of the status. */
export const looks: Record<CheckoutResultState, Look> = {
  ...orderLooks,
  confirming: { mood: 'aside', tone: 'wait' },
  open: { mood: 'awake', tone: 'skip' },
  unknown: { mood: 'curious', tone: 'skip' },
};

/** These are told in words of this page; every other state in those of the order's page. */
const ownStates = ['paid', 'pending', 'confirming', 'failed', 'expired', 'open', 'unknown'] as const;
type OwnState = (typeof ownStates)[number];
export const isOwnState = (state: CheckoutResultState): state is OwnState =>
  ownStates.some((own) => own === state);

const ownSteps = ['confirmed', 'finished', 'confirming', 'started', 'opened', 'closed'] as const;
type OwnStep = (typeof ownSteps)[number];
export const isOwnStep = (name: StepName): name is OwnStep => ownSteps.some((own) => own === name);

/** A station of an order, in words of this page or of the order's page. */
export type StepName =
  | OwnStep
  | 'paid'
  | 'production'
  | 'shipping'
  | 'delivered'
  | 'waiting'
  | 'checking'
  | 'declined'
  | 'cancelled'
  | 'refund_owed'
  | 'refund_sent'
  | 'refund_shown'
  | 'another_way'
  | 'reviewing';

export type Step = { name: StepName; at: 'done' | 'now' | 'todo' | 'stop' };

const step = (name: StepName, at: Step['at']): Step => ({ name, at });
const bought = [step('paid', 'done'), step('confirmed', 'done')];

/** The short way of an order, per state; only what is known, no date we do not have. */
export const timelines: Record<CheckoutResultState, readonly Step[]> = {
  paid: [...bought, step('production', 'todo'), step('shipping', 'todo')],
  being_checked: [step('paid', 'done'), step('checking', 'now')],
  in_production: [...bought, step('production', 'now'), step('shipping', 'todo')],
  shipped: [...bought, step('production', 'done'), step('shipping', 'now'), step('delivered', 'todo')],
  delivered: [...bought, step('production', 'done'), step('shipping', 'done'), step('delivered', 'done')],
  sold_out: [step('paid', 'done'), step('refund_owed', 'now'), step('refund_shown', 'todo')],
  pending: [step('started', 'done'), step('waiting', 'now'), step('confirmed', 'todo')],
  confirming: [step('finished', 'done'), step('confirming', 'now'), step('confirmed', 'todo')],
  failed: [step('opened', 'done'), step('declined', 'stop'), step('paid', 'todo')],
  expired: [step('opened', 'done'), step('closed', 'stop'), step('paid', 'todo')],
  open: [step('opened', 'done'), step('paid', 'todo')],
  cancelled: [
    ...[step('paid', 'done'), step('cancelled', 'done')],
    ...[step('refund_owed', 'now'), step('refund_shown', 'todo')],
  ],
  cancelled_free: [step('cancelled', 'done')],
  refunded: [step('paid', 'done'), step('refund_sent', 'done'), step('refund_shown', 'now')],
  partially_refunded: [step('paid', 'done'), step('refund_sent', 'done')],
  refund_failed: [step('paid', 'done'), step('another_way', 'now')],
  disputed: [step('paid', 'done'), step('reviewing', 'now')],
  unknown: [],
};
