import type Stripe from 'stripe';
import type { PaymentEvent } from '#domain/payment-event.ts';
import { ProviderObjectNotFoundError } from '#libs/payments/core/payment-errors.ts';
import type { History, HistoryPage, HistoryWindow } from '#libs/payments/core/payment-types.ts';
import type { StripeApi } from './stripe-client.ts';
import { subscribedEventTypes } from './stripe-event-types.ts';
import { sessionEnvelope } from './stripe-fetch.ts';

/** https://docs.stripe.com/api/events: events are kept for 30 days. */
const eventDays = 30;
const pageSize = 100;

/** What Stripe tells to whoever asks: the same events and sessions that its notifications carry. */
export function stripeHistory(call: StripeApi, parse: (rawData: string) => PaymentEvent): History {
  return {
    eventDays,
    fetchEvent: async (eventId) =>
      parse(JSON.stringify(await call((stripe, options) => stripe.events.retrieve(eventId, {}, options)))),
    fetchPaymentByTradeNo: async (tradeNo) => {
      const list = { payment_intent: tradeNo, expand: ['data.payment_intent'], limit: 1 };
      const { data } = await call((stripe, options) => stripe.checkout.sessions.list(list, options));
      const [session] = data;
      if (!session) throw new ProviderObjectNotFoundError(`Stripe has no payment page for ${tradeNo}.`);
      return parse(sessionEnvelope(session));
    },
    events: async (window) => {
      // All that may be asked for at once are twenty: https://docs.stripe.com/api/events/list
      const list = { ...within(window), types: [...subscribedEventTypes] };
      const found = await call((stripe, options) => stripe.events.list(list, options));
      return pageOf(found, (event) => parse(JSON.stringify(event)));
    },
    checkouts: async (window) => {
      const list = { ...within(window), expand: ['data.payment_intent'] };
      const found = await call((stripe, options) => stripe.checkout.sessions.list(list, options));
      return pageOf(found, (session) => parse(sessionEnvelope(session)));
    },
  };
}

/** Stripe counts whole seconds, so a window begins and ends with one. */
const within = ({ from, until, after }: HistoryWindow) => ({
  limit: pageSize,
  created: { gte: unixSeconds(from), lt: unixSeconds(until) },
  ...(after ? { starting_after: after } : {}),
});

const unixSeconds = (moment: Date): number => Math.floor(moment.getTime() / 1000);

const pageOf = <Item extends { id: string }>(
  { data, has_more }: Pick<Stripe.ApiList<Item>, 'data' | 'has_more'>,
  translate: (item: Item) => PaymentEvent,
): HistoryPage => ({ events: data.map(translate), next: has_more ? (data.at(-1)?.id ?? null) : null });
