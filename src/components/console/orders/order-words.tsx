import { type Mark, StatusMark } from '#components/console/ui/StatusMark.tsx';
import type { AttentionReason, Order, OrderStatus, Transaction } from '#domain/order.ts';
import type { OutboxStatus } from '#domain/outbox.ts';
import type { RefundStatus } from '#domain/payment-event.ts';
import type { PreorderStatus } from '#domain/preorder.ts';
import type { RefundReason } from '#domain/refund-record.ts';

type Word = readonly [Mark, string];

export const orderWords = {
  pending: ['wait', 'Pending'],
  paid: ['ok', 'Paid'],
  partially_refunded: ['back', 'Partly refunded'],
  refunded: ['back', 'Refunded'],
  disputed: ['bad', 'Disputed'],
  cancelled: ['skip', 'Not paid'],
} as const satisfies Record<OrderStatus, Word>;

export const goodsWords = {
  confirmed: ['ok', 'Confirmed'],
  in_production: ['wait', 'In production'],
  shipped: ['wait', 'Shipped'],
  delivered: ['ok', 'Delivered'],
  cancelled: ['skip', 'Cancelled'],
  refunded: ['back', 'Refunded'],
} as const satisfies Record<PreorderStatus, Word>;

export const refundWords = {
  pending: ['wait', 'Pending'],
  processing: ['wait', 'Processing'],
  succeeded: ['back', 'Succeeded'],
  failed: ['bad', 'Failed'],
} as const satisfies Record<RefundStatus, Word>;

const messageWords = {
  pending: ['wait', 'Pending'],
  sending: ['wait', 'Sending'],
  sent: ['ok', 'Sent'],
  suppressed: ['skip', 'Suppressed'],
  dead: ['dead', 'Dead'],
} as const satisfies Record<OutboxStatus, Word>;

const ledgerWords: Readonly<Record<Transaction['status'], Word>> = {
  ...refundWords,
  succeeded: ['ok', 'Succeeded'],
  expired: ['skip', 'Expired'],
  open: ['bad', 'Open'],
  won: ['ok', 'Won'],
  lost: ['bad', 'Lost'],
};

export const attentionWords = {
  amount_mismatch: 'Another amount than the catalogue',
  unstamped_price: 'No price on the payment page',
  unknown_product: 'Not in the catalogue',
  missing_email: 'No e-mail address',
  possible_double_payment: 'Perhaps paid twice',
  refund_failed: 'A refund failed',
  oversold: 'Sold out, goes back',
} as const satisfies Record<AttentionReason, string>;

export const refundReasonWords = {
  cancelled_by_buyer: 'Cancelled by the shopper',
  asked_by_buyer: 'Shopper asked',
  sold_out: 'Sold out',
  not_deliverable: 'We cannot deliver',
  paid_twice: 'Paid twice',
  fraud: 'Fraud',
  goodwill: 'Goodwill',
  unstated: 'No reason given',
} as const satisfies Record<RefundReason, string>;

const marked = ([mark, word]: Word) => <StatusMark mark={mark}>{word}</StatusMark>;

/** An order's money, and beside it that a person has to look. */
export function OrderMark({ order }: { order: Pick<Order, 'status' | 'needs_attention'> }) {
  const [mark, word] = orderWords[order.status];
  return <StatusMark mark={order.needs_attention === null ? mark : 'bad'}>{word}</StatusMark>;
}
export const GoodsMark = ({ status }: { status: PreorderStatus }) => marked(goodsWords[status]);
export const RefundMark = ({ status }: { status: RefundStatus }) => marked(refundWords[status]);
export const MessageMark = ({ status }: { status: OutboxStatus }) => marked(messageWords[status]);
export const LedgerMark = ({ line }: { line: Pick<Transaction, 'status' | 'action_type'> }) =>
  marked(line.action_type === 'refund' ? refundWords[line.status as RefundStatus] : ledgerWords[line.status]);

/** A colour's id as a person reads it: `Sakura pink`. */
export const colorWord = (variant: string): string =>
  `${variant.charAt(0).toUpperCase()}${variant.slice(1).replaceAll('-', ' ')}`;
