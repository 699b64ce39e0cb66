import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import messages from '#locales/en.json' with { type: 'json' };
import type { FaultsPatch } from '#sandbox/server.ts';
import { formsIn } from './html-form.ts';
import { type Changes, mainForm, type Page, type PlainBrowser, plainBrowser } from './plain-browser.ts';
import { startTestShop, type TestShop } from './test-shop.ts';

let shop: TestShop;
let browser: PlainBrowser;
let home: Page;
beforeAll(async () => {
  shop = await startTestShop();
}, 120_000);
afterAll(() => shop?.stop(), 60_000);
beforeEach(async () => {
  browser = plainBrowser();
  home = await browser.open(`${shop.url}/?color=red`);
  await shop.sandbox.setFaults(calm);
});

const calm: FaultsPatch = { stripe: { failNext: null, status: null, hang: null } };
const choice = { color: 'red', quantity: '2', email: 'mira@example.com' };
const valueIn = (page: Page, name: string): string | undefined =>
  mainForm(page).fields.find(([field]) => field === name)?.[1];
const fieldError = (page: Page, field: string): string | undefined =>
  new RegExp(`id="${field}-error"[^>]*>([^<]+)<`).exec(page.html)?.[1];
const reference = (page: Page): string | undefined => /class="mono">([0-9a-f]{8})</.exec(page.html)?.[1];

/** Sends the form and makes sure that Stripe was asked for no payment page. */
async function submitWithoutStripe(changes: Changes): Promise<Page> {
  const before = await shop.sandbox.sessions();
  const page = await browser.submit(home, changes);
  expect(await shop.sandbox.sessions()).toHaveLength(before.length);
  return page;
}

describe('a choice that can be bought', () => {
  it('goes to the payment page, at the price of the catalogue whatever the form says', async () => {
    const forged = {
      price: '1',
      amount: '1',
      unit_amount: '1',
      priceId: 'price_of_somebody',
      currency: 'jpy',
    };
    const landed = await browser.submit(home, { ...choice, ...forged });
    expect(landed.url).toContain('/c/pay/cs_');
    const session = (await shop.sandbox.sessions()).find(({ id }) => landed.url.includes(id));
    expect(session).toMatchObject({
      amount_total: 59_800,
      currency: 'usd',
      metadata: { color: 'red', quantity: '2' },
    });
  });

  it('chosen again in the same browser leads to the same open payment page', async () => {
    const first = await browser.submit(home, choice);
    const second = await browser.submit(home, choice);
    expect(second.url).toBe(first.url);
  });
});

it('the cookie that finds the open payment page says nothing about the shopper', async () => {
  const { headers } = await browser.submit(home, choice, { follow: false });
  const cookie = headers.getSetCookie().find((line) => line.startsWith('open_checkout=')) ?? '';
  const parts = cookie.split(/[=;.]/).map((part) => Buffer.from(part, 'base64url').toString('latin1'));
  expect(parts.join()).toContain('cs_');
  expect([cookie, ...parts].join()).not.toMatch(/mira|example\.com/);
});

describe('a choice that cannot be bought', () => {
  const long = 'x'.repeat(10_000);

  it.each<[string, Changes]>([
    ['a colour we do not have', { color: 'ultraviolet' }],
    ['the name of a prototype', { color: 'constructor' }],
    ['another name of a prototype', { color: '__proto__' }],
    ['ten kilobytes of colour', { color: long }],
    ['no colour at all', { color: null }],
  ])('because of %s is refused beside the colours, with the rest kept', async (_, changes) => {
    const page = await submitWithoutStripe({ ...choice, ...changes });
    expect(page.status).toBe(200);
    expect(fieldError(page, 'color')).toBeTruthy();
    expect([valueIn(page, 'quantity'), valueIn(page, 'email')]).toEqual(['2', choice.email]);
    expect(reference(page)).toBeTruthy();
  });

  it.each(['0', '-1', '1.5', '4', '1000000000', 'two', long])(
    'because of a quantity of %.12s is refused beside it',
    async (quantity) => {
      const page = await submitWithoutStripe({ ...choice, quantity });
      expect(fieldError(page, 'quantity')).toBeTruthy();
      expect([valueIn(page, 'color'), valueIn(page, 'email')]).toEqual(['red', choice.email]);
    },
  );

  it.each(['not-an-address', 'mira@', `${long}@example.com`])(
    'because of the e-mail address %.16s is refused beside it',
    async (email) => {
      const page = await submitWithoutStripe({ ...choice, email });
      expect(fieldError(page, 'email')).toBeTruthy();
      expect([valueIn(page, 'color'), valueIn(page, 'quantity')]).toEqual(['red', '2']);
    },
  );

  it.each<[string, Changes]>([
    ['no article', { sku: null }],
    ['ten kilobytes of article', { sku: long }],
    ['no language', { locale: null }],
    ['a language we do not speak', { locale: 'de' }],
    ['ten kilobytes of language', { locale: long }],
    ['ten kilobytes of campaign', { utm_source: long }],
  ])('because of %s is refused in a sentence, with the choice kept', async (_, changes) => {
    const page = await submitWithoutStripe({ ...choice, ...changes });
    expect(page.html).toContain(messages.checkout_error.invalid_form.title);
    expect([valueIn(page, 'color'), valueIn(page, 'quantity'), valueIn(page, 'email')]).toEqual(
      Object.values(choice),
    );
  });
});

describe('a form of a hundred kilobytes', () => {
  it('is refused in plain words before anything of it is read', async () => {
    const page = await browser.submit(home, { ...choice, email: 'x'.repeat(100_000) });
    expect([page.status, page.html]).toEqual([
      413,
      'What you sent is larger than 64 KB. Nothing was done.\n',
    ]);
  });
});

describe('while Stripe', () => {
  it.each<[string, FaultsPatch, 'provider_unavailable' | 'provider_rate_limited' | 'provider_timeout']>([
    ['is down', { stripe: { status: 500 } }, 'provider_unavailable'],
    ['limits the rate', { stripe: { status: 429 } }, 'provider_rate_limited'],
    ['does not answer', { stripe: { hang: true } }, 'provider_timeout'],
  ])(
    '%s, a sentence says so, the choice stays, and pressing again works once it is back',
    { timeout: 40_000 },
    async (_, fault, code) => {
      await shop.sandbox.setFaults(fault);
      const failed = await browser.submit(home, choice);
      expect(failed.status).toBe(200);
      expect(failed.html).toContain(messages.checkout_error[code].title);
      expect(shop.output()).toContain(reference(failed) ?? 'no reference');
      await shop.sandbox.setFaults(calm);
      expect(formsIn(failed.html)).not.toHaveLength(0);
      const landed = await browser.submit(failed, {});
      expect(landed.url).toContain('/c/pay/');
      const session = (await shop.sandbox.sessions()).find(({ id }) => landed.url.includes(id));
      expect(session?.metadata).toMatchObject({ color: 'red', quantity: '2' });
    },
  );
});
