import type { Tone } from '#components/ui/StatusWord.tsx';
import type { OrderStatus } from '#domain/order.ts';

/** The shape beside the word that says what happened to the money of an order. */
export const tones = {
  pending: 'wait',
  paid: 'ok',
  partially_refunded: 'info',
  refunded: 'info',
  disputed: 'wait',
  cancelled: 'skip',
} as const satisfies Record<OrderStatus, Tone>;
