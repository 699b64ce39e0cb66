import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  CheckoutRequest,
  PaymentProvider,
  WebhookDelivery,
  WebhookOutcome,
} from '#libs/payments/core/payment-types.ts';

export type PlayedOutcome = 'pay' | 'delayed' | 'delayed_succeed' | 'delayed_fail' | 'expire';

/** A provider with a world behind it that can be told what shoppers and banks do. */
export type ProviderHarness = {
  readonly provider: PaymentProvider;
  readonly checkoutOf: (fields?: Partial<CheckoutRequest>) => CheckoutRequest;
  readonly play: (sessionId: string, outcome: PlayedOutcome) => Promise<void>;
  /** Every notification so far, oldest first. */
  readonly received: () => Promise<readonly WebhookDelivery[]>;
  readonly openedPages: () => number;
  readonly close: () => Promise<void>;
};

/** What every payment provider promises, whatever its wire looks like. */
export function paymentProviderContract(open: () => Promise<ProviderHarness>): void {
  let world: ProviderHarness;
  beforeAll(async () => {
    world = await open();
  });
  afterAll(() => world.close());

  checkoutContract(() => world);
  fetchContract(() => world);
  webhookContract(() => world);
}

function checkoutContract(world: () => ProviderHarness): void {
  describe('a payment page', () => {
    it('opens with what the page showed', async () => {
      const { provider, checkoutOf } = world();
      const request = checkoutOf({ quantity: 2 });
      const opened = await provider.createCheckout(request);

      expect(opened.url).toMatch(/^https?:\/\//);
      expect(opened.subtotal).toEqual({ ...request.unitPrice, amount: request.unitPrice.amount * 2 });
      expect(await provider.fetchCheckout(opened.sessionId)).toEqual(opened);
    });

    it('opens once per attempt, however often the attempt is sent', async () => {
      const { provider, checkoutOf, openedPages } = world();
      const request = checkoutOf();
      const before = openedPages();
      const first = await provider.createCheckout(request);

      expect(await provider.createCheckout(request)).toEqual(first);
      expect(openedPages()).toBe(before + 1);
    });

    it('closes once, and closing it again or after a payment is no failure', async () => {
      const { provider, checkoutOf, play } = world();
      const left = await provider.createCheckout(checkoutOf());
      const paid = await provider.createCheckout(checkoutOf());
      await play(paid.sessionId, 'pay');

      for (const { sessionId } of [left, left, paid]) await provider.expireCheckout(sessionId);

      expect((await provider.fetchCheckout(left.sessionId)).url).toBeNull();
      expect((await provider.fetchPayment(paid.sessionId)).fact).toMatchObject({ status: 'succeeded' });
    });

    it('that never existed is not found', async () => {
      const { provider } = world();
      const unknown = { code: 'not_found', retryable: false };

      await expect(provider.fetchCheckout('cs_test_none')).rejects.toMatchObject(unknown);
      await expect(provider.expireCheckout('cs_test_none')).rejects.toMatchObject(unknown);
      await expect(provider.fetchPayment('cs_test_none')).rejects.toMatchObject(unknown);
    });

    it('is refused for a price the provider does not have', async () => {
      const { provider, checkoutOf } = world();
      const refused = provider.createCheckout(checkoutOf({ priceId: 'price_none' }));

      await expect(refused).rejects.toMatchObject({ retryable: false, code: 'provider_refused' });
    });
  });
}

function fetchContract(world: () => ProviderHarness): void {
  const afterwards: readonly (readonly [PlayedOutcome, string])[] = [
    ['pay', 'succeeded'],
    ['delayed', 'pending'],
    ['delayed_succeed', 'succeeded'],
    ['delayed_fail', 'failed'],
    ['expire', 'expired'],
  ];

  describe('asking where a payment stands', () => {
    it('finds nothing to do while the page is open', async () => {
      const { provider, checkoutOf } = world();
      const { sessionId } = await provider.createCheckout(checkoutOf());
      const event = await provider.fetchPayment(sessionId);

      expect(event).toMatchObject({ eventId: `fetch:${sessionId}:unpaid`, type: 'fetch' });
      expect(event.fact).toMatchObject({ kind: 'ignored', reason: 'intermediate_state' });
    });

    it.each(afterwards)('after %s finds %s, under a name of its own', async (outcome, status) => {
      const { provider, checkoutOf, play } = world();
      const request = checkoutOf();
      const { sessionId } = await provider.createCheckout(request);
      const before = await provider.fetchPayment(sessionId);
      await play(sessionId, outcome);
      const event = await provider.fetchPayment(sessionId);

      expect(event.fact).toMatchObject({ kind: 'charge', status, checkout: { sessionId } });
      expect(event.fact).toHaveProperty('checkout.stamp.orderNo', request.orderNo);
      if (status !== 'pending') expect(event.eventId).not.toBe(before.eventId);
    });

    it('answers what can be stored and read again', async () => {
      const { provider, checkoutOf, play } = world();
      const { sessionId } = await provider.createCheckout(checkoutOf());
      await play(sessionId, 'pay');
      const event = await provider.fetchPayment(sessionId);

      expect(provider.parseStored(event.rawData)).toEqual(event);
    });
  });
}

function webhookContract(world: () => ProviderHarness): void {
  describe('a notification', () => {
    it('tells the same about a payment as asking does', async () => {
      const { provider, checkoutOf, play, received } = world();
      const { sessionId } = await provider.createCheckout(checkoutOf());
      await play(sessionId, 'pay');
      const asked = await provider.fetchPayment(sessionId);
      const told = (await received()).map((delivery) => provider.parseWebhook(delivery, new Date()));
      const charges = told.filter(
        ({ fact }) => fact.kind === 'charge' && fact.checkout.sessionId === sessionId,
      );

      expect(charges.map(({ fact }) => fact)).toEqual([asked.fact]);
    });

    it('is refused when a byte of it changed', async () => {
      const { provider, received } = world();
      const deliveries = await received();

      expect(deliveries.length).toBeGreaterThan(0);
      for (const { headers, body } of deliveries) {
        const changed = Uint8Array.from(body, (byte, index) => (index === 0 ? byte ^ 1 : byte));
        expect(() => provider.parseWebhook({ headers, body: changed }, new Date())).toThrow(
          expect.objectContaining({ code: 'signature_invalid' }),
        );
      }
    });

    it('is read again from what was stored exactly as it was first read', async () => {
      const { provider, received } = world();
      const events = (await received()).map((delivery) => provider.parseWebhook(delivery, new Date()));

      expect(events.length).toBeGreaterThan(0);
      expect(events.map(({ rawData }) => provider.parseStored(rawData))).toEqual(events);
    });

    const answers: readonly (readonly [WebhookOutcome, number])[] = [
      ['accepted', 200],
      ['forged', 400],
      ['too_large', 413],
      ['crashed', 500],
      ['unavailable', 503],
    ];

    it.each(answers)('that was %s is answered %i in few words', (outcome, status) => {
      const answer = world().provider.acknowledge(outcome);

      expect(answer.status).toBe(status);
      expect(answer.body.length).toBeLessThan(100);
    });
  });
}
