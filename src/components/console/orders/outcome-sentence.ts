import { owedBack } from '#domain/failed-refund.ts';
import { masked } from '#domain/masking.ts';
import { formatMoney, money } from '#domain/money.ts';
import type { ShipWindow } from '#domain/offer.ts';
import type { Order } from '#domain/order.ts';
import type { Preorder } from '#domain/preorder.ts';
import type { RefundRecord } from '#domain/refund-record.ts';
import { shippingOf } from '#domain/shipping-date.ts';
import { attentionWords, colorWord } from './order-words.tsx';

type Told = {
  readonly order: Order;
  readonly preorder: Preorder | null;
  readonly refunds: readonly RefundRecord[];
  readonly window: ShipWindow | null;
};

/** What an operator reads first: who paid what, what it is, and when it ships. */
export function outcomeSentence({ order, preorder, refunds, window }: Told): string {
  return [
    moneySentence(order),
    failedRefundSentence(order, refunds),
    order.paid_at === null ? null : goodsSentence({ order, preorder, window }),
  ]
    .filter((sentence) => sentence !== null)
    .join(' ');
}

function moneySentence(order: Order): string {
  const who = order.buyer_name ? masked(order.buyer_name) : 'The shopper';
  const amountOf = (amount: number) => formatMoney(money(amount, order.currency), 'en');
  const total = amountOf(order.amount);
  switch (order.status) {
    case 'pending':
      return `${who} chose to pay ${total}, and the money is on its way.`;
    case 'cancelled':
      return `${who} did not pay ${total}.`;
    case 'disputed':
      return `${who} paid ${total}, and their bank disputes it.`;
    case 'refunded':
      return `${who} paid ${total}, and all of it went back.`;
    case 'partially_refunded':
      return `${who} paid ${total}, of which ${amountOf(order.amount_refunded)} went back.`;
    case 'paid':
      return `${who} paid ${total}.`;
  }
}

/** Money that was to go back and did not, while nobody has settled it. */
function failedRefundSentence(order: Order, refunds: readonly RefundRecord[]): string | null {
  const owed = owedBack(order, refunds);
  const failed = refunds
    .filter(({ status }) => status === 'failed')
    .toSorted((a, b) => b.updated_at.getTime() - a.updated_at.getTime())[0];
  if (owed === 0 || !failed) return null;
  const amount = formatMoney(money(owed, order.currency), 'en');
  return failed.provider_refund_id === null
    ? `${amount} was to go back and was refused; we still have it.`
    : `${amount} went back and came back from the bank; we have it again.`;
}

function goodsSentence({ order, preorder, window }: Omit<Told, 'refunds'>): string {
  const count = order.quantity === 1 ? 'One' : String(order.quantity);
  const what = `${count} ${colorWord(order.variant)}`;
  if (preorder === null) {
    const reason = order.needs_attention;
    return reason === null
      ? `${what}: nothing was begun.`
      : `${what}: nothing is made. ${attentionWords[reason]}.`;
  }
  const ships = shipsText(preorder, window);
  switch (preorder.status) {
    case 'confirmed':
      return `${what} confirmed, ships ${ships}.`;
    case 'in_production':
      return `${what} in production, ships ${ships}.`;
    case 'shipped':
      return `${what} on its way with ${preorder.carrier ?? 'a carrier nobody named'}.`;
    case 'delivered':
      return `${what} delivered.`;
    case 'cancelled':
      return `${what} was cancelled.`;
    case 'refunded':
      return `${what} is not made any more.`;
  }
}

/** `1–12 March 2027`, or `by 30 April 2027` where the day was moved. */
export function shipsText(preorder: Preorder, window: ShipWindow | null): string {
  const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
  const shipping = shippingOf(preorder, window);
  if (shipping?.kind === 'window') {
    const { from, to } = shipping.window;
    return format.formatRange(new Date(from), new Date(to));
  }
  const day = shipping?.day ?? preorder.estimated_ship_at;
  return day === null ? 'on a day nobody set' : `by ${format.format(day)}`;
}
