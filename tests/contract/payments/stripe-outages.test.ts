import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type BrokenLine, brokenLine, type Mishap } from './broken-line.ts';
import { openStripeWorld, type StripeWorld, stripeAt } from './stripe-world.ts';

describe('Stripe on a bad day', () => {
  let world: StripeWorld;
  let line: BrokenLine | undefined;
  beforeAll(async () => {
    world = await openStripeWorld();
  });
  afterEach(async () => {
    world.sandbox.setFaults({ stripe: { hang: null, status: null } });
    await line?.close();
  });
  afterAll(() => world.close());

  const over = async (mishaps: readonly Mishap[], timeoutMs = 2000) => {
    line = await brokenLine(world.sandbox.url, mishaps);
    return { provider: stripeAt(line.url, { timeoutMs }), requests: line.requests };
  };

  it.each<Mishap>(['lose_answer', 503, 409, 'not_json'])(
    'opens one page with two tries under one key after %s',
    async (mishap) => {
      const { provider, requests } = await over([mishap]);
      const request = world.checkoutOf();
      const before = world.openedPages();
      const opened = await provider.createCheckout(request);

      expect(opened.url).not.toBeNull();
      expect(world.openedPages()).toBe(before + 1);
      expect(requests().map(({ key }) => key)).toEqual([request.attemptId, request.attemptId]);
    },
  );

  it('opens one page although the first try never ends', async () => {
    const { provider, requests } = await over(['hang'], 1000);
    const before = world.openedPages();
    await provider.createCheckout(world.checkoutOf());

    expect(requests()).toHaveLength(2);
    expect(world.openedPages()).toBe(before + 1);
  });

  const lasting: readonly (readonly [Mishap, string])[] = [
    ['lose_answer', 'provider_unavailable'],
    [503, 'provider_unavailable'],
    [409, 'idempotency_conflict'],
    ['hang', 'provider_timeout'],
    ['trickle', 'provider_timeout'],
  ];

  it.each(lasting)('gives up after the second %s with %s, to be tried later', async (mishap, code) => {
    const { provider, requests } = await over([mishap, mishap, mishap, mishap], 900);
    const failed = provider.createCheckout(world.checkoutOf());

    await expect(failed).rejects.toMatchObject({ code, retryable: true });
    expect(requests()).toHaveLength(2);
  });

  it.each<readonly [Mishap, string]>([
    [429, 'provider_rate_limited'],
    [402, 'card_declined'],
  ])('asks once and no more after the definite answer %i', async (mishap, code) => {
    const { provider, requests } = await over([mishap, mishap]);
    const refused = provider.createCheckout(world.checkoutOf());

    await expect(refused).rejects.toMatchObject({ code, retryAfterSeconds: 7 });
    expect(requests()).toHaveLength(1);
  });

  it('says that nobody answers where nobody listens', async () => {
    const { provider } = await over([]);
    await line?.close();
    const failed = provider.createCheckout(world.checkoutOf());

    await expect(failed).rejects.toMatchObject({ code: 'provider_unavailable', retryable: true });
  });

  it('finds the page of a try whose answer hung, under the same attempt', async () => {
    const provider = stripeAt(world.sandbox.url, { timeoutMs: 200 });
    const request = world.checkoutOf();
    const before = world.openedPages();
    world.sandbox.setFaults({ stripe: { hang: true } });
    await expect(provider.createCheckout(request)).rejects.toMatchObject({ code: 'provider_timeout' });
    world.sandbox.setFaults({ stripe: { hang: null } });

    expect((await world.provider.createCheckout(request)).url).not.toBeNull();
    expect(world.openedPages()).toBe(before + 1);
  });

  it.each([
    [429, 'provider_rate_limited'],
    [500, 'provider_unavailable'],
  ] as const)('names a %i for what it is', async (status, code) => {
    world.sandbox.setFaults({ stripe: { status } });
    const failed = world.provider.createCheckout(world.checkoutOf());

    await expect(failed).rejects.toMatchObject({ code, retryable: true });
  });
});
