import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogSource } from '#config/catalog.ts';
import { locales } from '#libs/I18n.ts';
import { plainBrowser } from './plain-browser.ts';
import { startTestShop, type TestShop } from './test-shop.ts';

let shop: TestShop;
beforeAll(async () => {
  shop = await startTestShop();
}, 120_000);
afterAll(() => shop?.stop(), 60_000);

const colors = catalogSource.offers.flatMap(({ variants }) => variants.map(({ id }) => id));
const email = 'left.behind@example.com';
const sessions = () => shop.sandbox.sessions();
const sessionAt = async (url: string) => (await sessions()).find(({ id }) => url.includes(id));

/** Leaves the payment page of a red companion until it lapses; answers the link of the reminder. */
async function abandon(path: string): Promise<string> {
  const browser = plainBrowser();
  await browser.open(`${shop.url}${path}?utm_source=letter&utm_campaign=autumn&color=red`);
  const page = await browser.open(`${shop.url}${path}?color=red`);
  const pay = await browser.submit(page, { quantity: '1', email, consent_marketing: 'marketing-1' });
  const session = await sessionAt(pay.url);
  await shop.sandbox.play(session?.id ?? '', 'expire');
  const reminder = async () =>
    (await shop.sandbox.recorded()).findLast(({ metric }) => metric === 'Checkout Abandoned');
  await expect.poll(reminder, { timeout: 15_000 }).toBeDefined();
  return String((await reminder())?.properties.RecoveryURL);
}

describe('a campaign', () => {
  it('stays with the visitor from page to page without a script, and is stamped on the payment page', async () => {
    const browser = plainBrowser();
    await browser.open(`${shop.url}/es?utm_source=letter&utm_medium=email&color=red`);
    await browser.open(`${shop.url}/es/legal/privacy`);
    const paid = await browser.submit(await browser.open(`${shop.url}/es?color=honey-khaki`), { email: '' });
    expect((await sessionAt(paid.url))?.metadata).toMatchObject({
      utm_source: 'letter',
      utm_medium: 'email',
      utm_landing_page: '/es?color=red',
    });
  });

  it('is asked of nobody who came without one, and their page sets no cookie', async () => {
    const page = await plainBrowser().open(`${shop.url}/?color=red`);
    expect(page.headers.getSetCookie().filter((cookie) => cookie.startsWith('campaign='))).toEqual([]);
  });
});

describe('the link of a reminder', () => {
  it('only shows what was left; its button opens a fresh payment page without a script', async () => {
    const link = await abandon('/ja');
    const before = (await sessions()).length;
    const browser = plainBrowser();
    const page = await browser.open(link);
    expect(page).toMatchObject({ status: 200 });
    expect(page.html).toContain('lang="ja"');
    expect(page.html).not.toContain(email);
    for (let scan = 0; scan < 3; scan++) await plainBrowser().open(link);
    expect(await sessions()).toHaveLength(before);
    const paid = await browser.submit(page);
    const session = await sessionAt(paid.url);
    expect(session).toMatchObject({ customer_email: email, locale: 'ja', currency: 'jpy' });
    expect(session?.metadata).toMatchObject({ color: 'red', utm_source: 'letter', utm_campaign: 'autumn' });
    expect(session?.metadata?.recovered_from).toMatch(/^ROL-/);
    const again = await browser.submit(await browser.open(link));
    expect(again.url).toBe(paid.url);
  });

  it('leads whoever has paid meanwhile to the order, and takes nothing again', async () => {
    const link = await abandon('/');
    const browser = plainBrowser();
    const page = await browser.open(link);
    const paid = await browser.submit(page);
    await browser.submit(paid, { end: 'pay' }, { follow: false });
    await expect
      .poll(async () => (await browser.open(link)).html, { timeout: 15_000 })
      .toMatch(/\/orders\/ROL-/);
    const before = (await sessions()).length;
    const late = await browser.submit(page);
    expect(late.html).toMatch(/\/orders\/ROL-/);
    expect(await sessions()).toHaveLength(before);
  });

  it.each(['', 'garbled', 'eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..AAAA.BBBB.CCCC', 'x'.repeat(5000)])(
    'opens nothing when it is forged or cut off (%#), and says so',
    async (key) => {
      const page = await plainBrowser().open(`${shop.url}/recover?key=${key}`);
      expect(page.status).toBe(200);
      expect(page.html).toContain('This link opens nothing.');
      expect(page.headers.get('content-security-policy')).toContain("'nonce-");
    },
  );
});

describe('the feed of the catalogue', () => {
  it.each(locales)('in %s is public, cached and complete', async (locale) => {
    const response = await fetch(`${shop.url}/api/feeds/klaviyo/${locale}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toContain('s-maxage=');
    const items = (await response.json()) as Record<string, unknown>[];
    expect(items.map(({ color }) => color)).toEqual(colors);
    for (const { link, image_link } of items) {
      expect((await fetch(String(link))).status).toBe(200);
      expect((await fetch(String(image_link))).headers.get('content-type')).toMatch(/^image\//);
    }
  });

  it('in a language the shop does not speak is not there', async () => {
    expect((await fetch(`${shop.url}/api/feeds/klaviyo/tlh`)).status).toBe(404);
  });
});
