import type { Mood } from '#components/ui/Face.tsx';
import type { Tone } from '#components/ui/StatusWord.tsx';
import type { CheckoutResultState } from '#domain/checkout-result.ts';

type Look = { mood: Mood; tone: Tone };

/** How each state looks: the face beside the words and the shape of the status. */
export const looks = {
  paid: { mood: 'glad', tone: 'ok' },
  sold_out: { mood: 'back', tone: 'info' },
  pending: { mood: 'half', tone: 'wait' },
  confirming: { mood: 'aside', tone: 'wait' },
  failed: { mood: 'shut', tone: 'bad' },
  expired: { mood: 'asleep', tone: 'skip' },
  open: { mood: 'awake', tone: 'skip' },
  refunded: { mood: 'back', tone: 'info' },
  partially_refunded: { mood: 'back', tone: 'info' },
  disputed: { mood: 'aside', tone: 'wait' },
  unknown: { mood: 'curious', tone: 'skip' },
} as const satisfies Record<CheckoutResultState, Look>;

export type StepName =
  | 'paid'
  | 'confirmed'
  | 'production'
  | 'shipping'
  | 'finished'
  | 'confirming'
  | 'started'
  | 'waiting'
  | 'declined'
  | 'opened'
  | 'closed'
  | 'refund_sent'
  | 'refund_shown'
  | 'reviewing';

export type Step = { name: StepName; at: 'done' | 'now' | 'todo' | 'stop' };

const step = (name: StepName, at: Step['at']): Step => ({ name, at });
const toShip = [step('production', 'todo'), step('shipping', 'todo')];

/** The short way of an order, per state; only what is known, no date we do not have. */
export const timelines: Record<CheckoutResultState, readonly Step[]> = {
  paid: [step('paid', 'done'), step('confirmed', 'done'), ...toShip],
  sold_out: [step('paid', 'done'), step('refund_sent', 'todo'), step('refund_shown', 'todo')],
  pending: [step('started', 'done'), step('waiting', 'now'), step('confirmed', 'todo')],
  confirming: [step('finished', 'done'), step('confirming', 'now'), step('confirmed', 'todo')],
  failed: [step('opened', 'done'), step('declined', 'stop'), step('paid', 'todo')],
  expired: [step('opened', 'done'), step('closed', 'stop'), step('paid', 'todo')],
  open: [step('opened', 'done'), step('paid', 'todo')],
  refunded: [step('paid', 'done'), step('refund_sent', 'done'), step('refund_shown', 'now')],
  partially_refunded: [step('paid', 'done'), step('refund_sent', 'done'), ...toShip],
  disputed: [step('paid', 'done'), step('reviewing', 'now')],
  unknown: [],
};
