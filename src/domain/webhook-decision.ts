import type { Decision, Surroundings } from './decision.ts';
import { noted } from './decision.ts';
import { formatMoney, money } from './money.ts';
import type { PaymentEvent } from './payment-event.ts';
import type { OrderOnRecord } from './settlement.ts';
import { settleMoney } from './settlement.ts';
import { notOurs, type WebhookLog } from './webhook-log.ts';

export type EventOnRecord = OrderOnRecord & { readonly log: { readonly record: WebhookLog } | null };

/** Decides what one verified event means for us. Pure: same knowledge, same event, same surroundings, same answer. */
export function decide(known: EventOnRecord, event: PaymentEvent, around: Surroundings): Decision {
  const decision = decideFact(known, event, around);
  const tries = (known.log?.record.attempts ?? 0) + 1;
  return decision.code === 'order_unknown' ? waitingFor(decision, tries, around) : decision;
}

function decideFact(known: EventOnRecord, event: PaymentEvent, around: Surroundings): Decision {
  const { fact } = event;
  switch (fact.kind) {
    case 'charge':
    case 'refund':
    case 'dispute':
      return settleMoney(known, { event, fact }, around);
    case 'refund_total':
      return compareRefundTotal(known, fact.amountRefunded);
    case 'price_changed':
      return noted(
        'success',
        `${fact.objectId} changed; the catalogue is compared with the provider's prices.`,
      );
    case 'ignored':
      return noted('ignored', fact.sentence, { code: fact.reason });
    case 'unusable':
      return noted('failed', fact.sentence, { code: fact.code });
    case 'unreadable_version':
      return noted('failed', fact.sentence, {
        code: 'unreadable_version',
        nextAttemptAt: later(around.now, 60),
      });
  }
}

function compareRefundTotal({ order }: EventOnRecord, told: number): Decision {
  if (!order) return noted('ignored', 'Not ours: no order is known for this charge.', { code: notOurs });
  const { order_no, amount_refunded, currency, id } = order.record;
  const ours = formatMoney(money(amount_refunded, currency), 'en');
  const theirs = formatMoney(money(told, currency), 'en');
  const sentence =
    told === amount_refunded
      ? `Cross-check of ${order_no}: ${ours} refunded on both sides.`
      : `Cross-check of ${order_no}: the provider counts ${theirs} refunded, we ${ours}; its refund events book the difference.`;
  return noted('ignored', sentence, { code: 'cross_check', orderId: id });
}

/** Seconds until a fact without an order is tried again; the payment it belongs to may still be on its way. */
const orderUnknownDelaysSeconds = [60, 300, 1800, 86_400] as const;

/**
 * A fact that overtook its payment is tried again for a day, then taken for somebody else's. Should its order be born
 * after all, the birth drives it again.
 */
function waitingFor(decision: Decision, tries: number, { now }: Surroundings): Decision {
  const wait = orderUnknownDelaysSeconds[tries - 1];
  if (wait !== undefined) return { ...decision, nextAttemptAt: later(now, wait) };
  return noted('ignored', 'Not ours: no order for this payment appeared within a day.', { code: notOurs });
}

const later = (now: Date, seconds: number): Date => new Date(now.getTime() + seconds * 1000);
