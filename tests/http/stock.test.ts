import { afterAll, beforeAll, expect, it } from 'vitest';
import { locales } from '#libs/I18n.ts';
import messages from '#locales/en.json' with { type: 'json' };
import { allOf } from '#tests/contract/store/observed.ts';
import { type Page, type PlainBrowser, plainBrowser } from './plain-browser.ts';
import { startTestShop, type TestShop } from './test-shop.ts';

/* Red has four pieces and is closed while nobody knows how many are left; pink has forty and is sold even then. */
const stock = {
  red: { limit: 4, fewLeft: 3, whenUnknown: 'close' },
  'sakura-pink': { limit: 40, whenUnknown: 'sell' },
};

let shop: TestShop;
let shopper: PlainBrowser;
let home: Page;
beforeAll(async () => {
  shop = await startTestShop({ COLOR_STOCK_JSON: JSON.stringify(stock) });
  shopper = plainBrowser();
  home = await shopper.open(`${shop.url}/?color=red`);
}, 120_000);
afterAll(() => shop?.stop(), 60_000);

const stateIn = ({ html }: Page, color: string): string | undefined =>
  new RegExp(`<label[^>]*data-colour="${color}"[\\s\\S]*?class="sw-state[^"]*">([^<]*)`).exec(html)?.[1];
const fieldError = ({ html }: Page, field: string): string | undefined =>
  new RegExp(`id="${field}-error"[^>]*>([^<]+)<`).exec(html)?.[1];

/** Pages that nobody has opened yet, each with its red swatch in English. */
const unopened = ['healing-green', 'moonlight-grey', 'sakura-pink'].values();
const nextPage = (): Promise<Page> => plainBrowser().open(`${shop.url}/?color=${unopened.next().value}`);

/** What is remembered of the stock is good for some seconds; a refused form shows the page as it would be made now. */
const afterALook = { timeout: 40_000 };
const expectSoon = (state: string) =>
  expect
    .poll(async () => stateIn(await plainBrowser().submit(home, { quantity: '0' }), 'red'), {
      timeout: 20_000,
      interval: 1_000,
    })
    .toBe(state);

it('plenty is not counted out loud, and the page is made anew within seconds', async () => {
  expect(stateIn(home, 'red')).toBe(messages.shop.available);
  expect(stateIn(home, 'healing-green')).toBe(messages.shop.available);
  expect(home.headers.get('cache-control')).toMatch(/s-maxage=20\b/);
});

it('few are told, in every language', afterALook, async () => {
  const landed = await shopper.submit(home, { color: 'red', quantity: '2' });
  expect(landed.url).toContain('/c/pay/');
  await expectSoon('Two left');
  const told = locales.map(async (locale) =>
    stateIn(await plainBrowser().open(`${shop.url}/${locale}?color=honey-khaki`), 'red'),
  );
  expect(await Promise.all(told)).toEqual(['Two left', '仅剩 2 台', '残り2台', 'Quedan dos']);
});

it('more than are left are refused beside the quantity, with the choice kept', async () => {
  const refused = await plainBrowser().submit(home, { color: 'red', quantity: '3' });
  expect(fieldError(refused, 'quantity')).toBe(messages.checkout_error.too_few_left.field);
  expect(refused.html).toContain(messages.checkout_error.too_few_left.title);
});

it(
  'a sold-out colour is shown and cannot be bought, and a page from before says so when asked',
  afterALook,
  async () => {
    expect((await plainBrowser().submit(home, { color: 'red', quantity: '2' })).url).toContain('/c/pay/');
    const refused = await plainBrowser().submit(home, { color: 'red', quantity: '1' });
    expect(fieldError(refused, 'color')).toBe(messages.checkout_error.sold_out.field);
    // The very page that says so is right already.
    expect(stateIn(refused, 'red')).toBe(messages.shop.sold_out);
    const page = await nextPage();
    expect(stateIn(page, 'red')).toBe(messages.shop.sold_out);
    expect(page.html).toContain('Red is sold out');
    expect(stateIn(page, 'moonlight-grey')).toBe(messages.shop.available);
  },
);

it(
  'who comes back from the payment page gives the pieces back, and may choose again',
  afterALook,
  async () => {
    const mine = (await shop.sandbox.sessions()).find(
      ({ metadata }) => metadata?.quantity === '2' && metadata.color === 'red',
    );
    const stranger = await plainBrowser().open(mine?.cancel_url ?? '');
    expect(stranger.status).toBe(200);
    expect((await shop.sandbox.sessions()).find(({ id }) => id === mine?.id)?.status).toBe('open');

    const back = await shopper.open(mine?.cancel_url ?? '');
    expect(new URL(back.url).search).toBe('?color=red&quantity=2');
    expect(new URL(back.url).hash).toBe('#cancelled');
    expect((await shop.sandbox.sessions()).find(({ id }) => id === mine?.id)?.status).toBe('expired');
    const units = await allOf(shop.store, 'stock_units');
    expect(units.filter(({ status }) => status === 'held')).toHaveLength(2);
    expect((await shopper.submit(home, { color: 'red', quantity: '2' })).url).toContain('/c/pay/');
  },
);

it('who chooses otherwise is not in their own way', async () => {
  expect((await shopper.submit(home, { color: 'red', quantity: '1' })).url).toContain('/c/pay/');
  const held = (await allOf(shop.store, 'stock_units')).filter(({ status }) => status === 'held');
  expect(held).toHaveLength(3);
});

it('a page that was made before all this is made anew', afterALook, async () => {
  const opened = async () => stateIn(await plainBrowser().open(`${shop.url}/?color=red`), 'red');
  await expect.poll(opened, { timeout: 38_000, interval: 1_000 }).toBe('One left');
});

it(
  'without the database the page is shown, and each colour is closed or sold as it was told to',
  afterALook,
  async () => {
    await shop.line.close();
    await expectSoon(messages.shop.closed);
    const page = await nextPage();
    expect(page.status).toBe(200);
    expect(stateIn(page, 'red')).toBe(messages.shop.closed);
    expect(stateIn(page, 'sakura-pink')).toBe(messages.shop.available);
    const refused = await plainBrowser().submit(home, { color: 'red', quantity: '1' });
    expect(fieldError(refused, 'color')).toBe(messages.checkout_error.closed.field);
    const landed = await plainBrowser().submit(home, { color: 'sakura-pink', quantity: '1' });
    expect(landed.url).toContain('/c/pay/');
    expect((await plainBrowser().submit(home, { color: 'healing-green' })).url).toContain('/c/pay/');
  },
);
