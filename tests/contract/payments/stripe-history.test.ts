import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PaymentEvent } from '#domain/payment-event.ts';
import type { HistoryPage, HistoryWindow } from '#libs/payments/core/payment-types.ts';
import { openStripeWorld, type StripeWorld } from './stripe-world.ts';

let world: StripeWorld;
beforeAll(async () => {
  world = await openStripeWorld();
});
afterAll(() => world.close());

const lately = (): HistoryWindow => ({
  from: new Date(Date.now() - 60_000),
  until: new Date(Date.now() + 60_000),
});

async function paid(): Promise<string> {
  const { sessionId } = await world.provider.createCheckout(world.checkoutOf());
  await world.play(sessionId, 'pay');
  return sessionId;
}

async function walk(page: (window: HistoryWindow) => Promise<HistoryPage>): Promise<PaymentEvent[]> {
  const found: PaymentEvent[] = [];
  let after: string | null = null;
  do {
    const { events, next }: HistoryPage = await page({ ...lately(), after });
    found.push(...events);
    after = next;
  } while (after !== null);
  return found;
}

describe('what Stripe remembers', () => {
  it('is the same event that its notification told, by its id', async () => {
    const sessionId = await paid();
    const told = (await world.received()).map((delivery) =>
      world.provider.parseWebhook(delivery, new Date()),
    );
    const completed = told.find(
      ({ fact }) => fact.kind === 'charge' && fact.checkout.sessionId === sessionId,
    );
    const fetched = await world.provider.history.fetchEvent(completed?.eventId ?? '');

    expect({ ...fetched, rawData: '' }).toEqual({ ...completed, rawData: '' });
    expect(world.provider.parseStored(fetched.rawData)).toEqual(fetched);
  });

  it('leads from a payment to its page', async () => {
    const sessionId = await paid();
    const asked = await world.provider.fetchPayment(sessionId);
    const tradeNo = asked.fact.kind === 'charge' ? asked.fact.checkout.tradeNo : null;
    const { fact, eventId } = await world.provider.history.fetchPaymentByTradeNo(tradeNo ?? '');

    expect({ fact, eventId }).toEqual({ fact: asked.fact, eventId: asked.eventId });
  });

  it('is listed page by page, each once, the latest first, and only of the types that mean something', async () => {
    const pages = await Promise.all(Array.from({ length: 105 }, paid));
    const events = await walk((window) => world.provider.history.events(window));
    const checkouts = await walk((window) => world.provider.history.checkouts(window));

    for (const list of [events, checkouts])
      expect(new Set(list.map(({ eventId }) => eventId)).size).toBe(list.length);
    expect(new Set(events.map(({ type }) => type))).toEqual(new Set(['checkout.session.completed']));
    expect(checkouts.map(({ eventId }) => eventId)).toEqual(
      expect.arrayContaining(pages.map((sessionId) => `fetch:${sessionId}:paid`)),
    );
    const moments = events.map(({ occurredAt }) => occurredAt.getTime());
    expect(moments).toEqual(moments.toSorted((a, b) => b - a));
  });

  it('has nothing outside the window that is asked for', async () => {
    const window = { from: new Date(Date.now() - 7_200_000), until: new Date(Date.now() - 3_600_000) };

    expect(await world.provider.history.events(window)).toEqual({ events: [], next: null });
    expect(await world.provider.history.checkouts(window)).toEqual({ events: [], next: null });
  });

  it('is not found where it never was', async () => {
    const { history } = world.provider;
    const unknown = { code: 'not_found', retryable: false };

    await expect(history.fetchEvent('evt_none0000')).rejects.toMatchObject(unknown);
    await expect(history.fetchPaymentByTradeNo('pi_none0000')).rejects.toMatchObject(unknown);
  });
});
