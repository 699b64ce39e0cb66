import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogSource } from '#config/catalog.ts';
import { textIn } from '#domain/localized-text.ts';
import { formatMoney, money, toDecimalText } from '#domain/money.ts';
import { localePath, locales } from '#libs/I18n.ts';
import { type Head, headOf } from './head.ts';
import { plainBrowser } from './plain-browser.ts';
import { startTestShop, type TestShop } from './test-shop.ts';

let shop: TestShop;
beforeAll(async () => {
  shop = await startTestShop();
}, 120_000);
afterAll(() => shop?.stop(), 60_000);

const variants = catalogSource.offers.flatMap((offer) => offer.variants);
const headAt = async (path: string): Promise<Head> =>
  headOf((await plainBrowser().open(`${shop.url}${path}`)).html);
const statusOf = async (url: string): Promise<number> => (await fetch(url, { redirect: 'manual' })).status;
const otherLanguages = ({ links }: Head) =>
  Object.fromEntries(
    links.filter(({ hreflang }) => hreflang !== undefined).map(({ hreflang, href }) => [hreflang, href]),
  );
const everyLanguage = (path: string) => ({
  'x-default': `${shop.url}${path || '/'}`,
  ...Object.fromEntries(locales.map((locale) => [locale, `${shop.url}${localePath(locale, path)}`])),
});

describe.each(locales)('the shop in %s', (locale) => {
  const path = localePath(locale);
  const currency = catalogSource.currencyOf[locale] ?? '';
  const price = money(catalogSource.offers[0]?.prices[currency] ?? 0, currency);

  it('shows, announces and charges one and the same price', async () => {
    const browser = plainBrowser();
    const page = await browser.open(`${shop.url}${path}?color=red`);
    const landed = await browser.submit(page, { quantity: '1', email: '' });
    const session = (await shop.sandbox.sessions()).find(({ id }) => landed.url.includes(id));
    expect(session).toMatchObject({
      amount_total: price.amount,
      currency: currency.toLowerCase(),
      locale,
      adaptive_pricing: { enabled: false },
    });
    expect(page.html).toContain(`>${formatMoney(price, locale)}<`);
    expect(headOf(page.html).data).toMatchObject([
      {
        '@type': 'ProductGroup',
        hasVariant: variants.map(({ id, name }) => ({
          color: textIn(name, locale),
          url: `${shop.url}${path}?color=${id}`,
          offers: { price: toDecimalText(price), priceCurrency: currency, '@type': 'Offer' },
        })),
      },
    ]);
  });

  it('says its language, its other languages and the one address that counts', async () => {
    const addresses = [
      [path, ''],
      [`${path}?color=red`, ''],
      [localePath(locale, '/legal/terms'), '/legal/terms'],
    ] as const;
    for (const [address, counts] of addresses) {
      const head = await headAt(address);
      const canonical = head.links.find(({ rel }) => rel === 'canonical')?.href;
      expect(head).toMatchObject({ lang: locale, dir: 'ltr' });
      expect(canonical).toBe(`${shop.url}${localePath(locale, counts)}`);
      expect(otherLanguages(head)).toEqual(everyLanguage(counts));
    }
  });

  it.each([null, ...variants.map(({ id }) => id)])(
    'is shared with a picture and the words of %s',
    async (color) => {
      const { title, meta } = await headAt(color === null ? path : `${path}?color=${color}`);
      const picture = await fetch(meta['og:image'] ?? '');
      const { width, height } = await sharp(Buffer.from(await picture.arrayBuffer())).metadata();
      const name = variants.find(({ id }) => id === color)?.name;
      expect([width, height]).toEqual([1200, 630]);
      expect(meta['og:title']).toBe(title);
      expect(title).toContain(name ? textIn(name, locale) : 'Rolitt');
      expect(meta['og:url']).toBe(`${shop.url}${path}${color === null ? '' : `?color=${color}`}`);
      expect(meta['og:image:alt']).toContain(name ? textIn(name, locale) : 'Rolitt');
      expect(meta['twitter:card']).toBe('summary_large_image');
      expect(meta.description).toBe(meta['og:description']);
    },
  );

  it.each(['/no/such/page', '/colors/ultraviolet', '/legal/of-the-jungle'])(
    'answers %s, which is no page, with a whole one in its own words',
    async (nowhere) => {
      const page = await plainBrowser().open(`${shop.url}${localePath(locale, nowhere)}`);
      expect(page.status).toBe(404);
      expect(headOf(page.html)).toMatchObject({ lang: locale, meta: { robots: 'noindex' } });
      expect(page.html).toContain('<h1>');
    },
  );
});

it.each(['/favicon.txt', '/share/nobody.jpg', '/api/nothing'])(
  '%s is answered by a whole page too',
  async (path) => {
    const page = await plainBrowser().open(`${shop.url}${path}`);
    expect(page.status).toBe(404);
    expect(headOf(page.html).lang).toBe('en');
  },
);

it('the sitemap names pages that answer, each with its other languages', async () => {
  const xml = await (await fetch(`${shop.url}/sitemap.xml`)).text();
  const pages = [...xml.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, url = '']) => url);
  const linked = [...xml.matchAll(/hreflang="([\w-]+)" href="([^"]+)"/g)].map(([, , url = '']) => url);
  const pictures = [...xml.matchAll(/<image:loc>([^<]+)<\/image:loc>/g)].map(([, url = '']) => url);
  expect(pages).toEqual(expect.arrayContaining(locales.map((locale) => `${shop.url}${localePath(locale)}`)));
  expect(new Set(linked)).toEqual(new Set(pages));
  expect(linked).toHaveLength(pages.length * (locales.length + 1));
  const all = [...new Set([...pages, ...pictures])];
  expect(await Promise.all(all.map(statusOf))).toEqual(all.map(() => 200));
}, 60_000);

it('crawlers are told where the sitemap is, and to leave everything personal alone', async () => {
  const robots = await (await fetch(`${shop.url}/robots.txt`)).text();
  expect(robots).toContain(`Sitemap: ${shop.url}/sitemap.xml`);
  for (const path of ['/api/', '/console', '/account', '/ja/account', '/checkout', '/es/checkout'])
    expect(robots).toContain(`\nDisallow: ${path}\n`);
  expect(robots).not.toMatch(/^Disallow: \/$/m);
});

it('the icons of the page and of the manifest are there, at the size they say', async () => {
  const { links } = await headAt('/');
  const manifest = await (await fetch(`${shop.url}/manifest.webmanifest`)).json();
  const icons = links.filter(({ rel }) => rel === 'icon' || rel === 'apple-touch-icon');
  expect(links.find(({ rel }) => rel === 'manifest')?.href).toBe('/manifest.webmanifest');
  expect(icons.map(({ rel, type }) => `${rel} ${type}`).sort()).toEqual([
    'apple-touch-icon image/png',
    'icon image/png',
    'icon image/svg+xml',
  ]);
  for (const { href, src, sizes } of [...icons, ...manifest.icons]) {
    const answer = await fetch(new URL(href ?? src, shop.url));
    const { width, height } = await sharp(Buffer.from(await answer.arrayBuffer())).metadata();
    expect(answer.status).toBe(200);
    if (sizes !== 'any') expect(`${width}x${height}`).toBe(sizes);
  }
});

it('pages of one shopper are not to be found', async () => {
  const { meta } = await headAt('/ja/checkout/result?session_id=cs_test_unknown0000000');
  expect(meta.robots).toBe('noindex');
});
