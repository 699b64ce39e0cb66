import type { Mood } from '#components/ui/Face.tsx';
import type { Tone } from '#components/ui/StatusWord.tsx';
import type { OrderState } from '#domain/order-state.ts';

export type Look = { readonly mood: Mood; readonly tone: Tone };

/** How each state looks: the face beside the words and the shape of the status. */
export const looks: Record<OrderState, Look> = {
  pending: { mood: 'half', tone: 'wait' },
  paid: { mood: 'glad', tone: 'ok' },
  being_checked: { mood: 'aside', tone: 'wait' },
  sold_out: { mood: 'back', tone: 'info' },
  in_production: { mood: 'glad', tone: 'ok' },
  shipped: { mood: 'glad', tone: 'ok' },
  delivered: { mood: 'glad', tone: 'ok' },
  partially_refunded: { mood: 'back', tone: 'info' },
  cancelled: { mood: 'back', tone: 'info' },
  cancelled_free: { mood: 'asleep', tone: 'skip' },
  refunded: { mood: 'back', tone: 'info' },
  refund_failed: { mood: 'aside', tone: 'bad' },
  disputed: { mood: 'aside', tone: 'wait' },
  failed: { mood: 'shut', tone: 'bad' },
  expired: { mood: 'asleep', tone: 'skip' },
};
