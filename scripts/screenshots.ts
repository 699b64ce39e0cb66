/** `npm run screenshots`: every page of the shop, in every language, on a phone and a desktop, light and dark. */
import * as fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { defaultLocale, type Locale, locales } from '#libs/I18n.ts';
import { chromiumArguments, findChromium } from './chromium.ts';
import { type Product, startProduct } from './product.ts';
import { runMain } from './setup-error.ts';

const root = path.dirname(import.meta.dirname);
const everything = path.join(root, 'screenshots');
const shown = path.join(root, 'docs', 'screenshots');

const sizes = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } } as const;
const themes = ['light', 'dark'] as const;
type Look = { readonly size: keyof typeof sizes; readonly theme: (typeof themes)[number] };
const looks: readonly Look[] = (['phone', 'desktop'] as const).flatMap((size) =>
  themes.map((theme) => ({ size, theme })),
);

/** The first screen of these is shown in the README. */
const forReaders = new Set([
  'product-en-desktop-light',
  'product-zh-phone-dark',
  'payment-en-desktop-light',
  'result-en-desktop-light',
  'result-ja-phone-dark',
  'order-en-desktop-light',
  'order-es-phone-light',
  'account-en-phone-light',
]);

const pathIn = (locale: Locale, rest: string): string =>
  locale === defaultLocale ? rest : `/${locale}${rest}`;

type Bought = {
  readonly payment: string;
  readonly result: string;
  readonly order: string | null;
  readonly state: string;
};

async function main(): Promise<void> {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'rolitt-screenshots-'));
  fs.chmodSync(dataDir, 0o711);
  fs.rmSync(everything, { recursive: true, force: true });
  fs.mkdirSync(everything, { recursive: true });
  const product = await startProduct({
    dataDir,
    build: true,
    report: (line) => console.log(`screenshots: ${line}`),
  });
  const executablePath = await findChromium();
  const browser = await chromium.launch({
    args: chromiumArguments,
    ...(executablePath ? { executablePath } : {}),
  });
  try {
    for (const locale of locales) await photograph(browser, product, locale);
  } finally {
    await browser.close();
    await product.stop();
    fs.rmSync(dataDir, { recursive: true, force: true });
  }
  console.log(`screenshots: ${fs.readdirSync(everything).length} pictures in screenshots/`);
}

async function photograph(browser: Browser, product: Product, locale: Locale): Promise<void> {
  const bought = await buy(browser, product, locale);
  const at = (rest: string) => `${product.shopUrl}${pathIn(locale, rest)}`;
  const pages: Record<string, string | null> = {
    product: at('/?color=sakura-pink'),
    payment: bought.payment,
    result: bought.result,
    order: bought.order,
    'look-up': at('/orders'),
    account: at('/account'),
    terms: at('/legal/terms'),
    'not-found': at('/nowhere'),
  };
  for (const look of looks) {
    const context = await browser.newContext({
      viewport: sizes[look.size],
      colorScheme: look.theme,
      storageState: bought.state,
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    for (const [name, url] of Object.entries(pages))
      if (url !== null) await shoot(page, url, nameOf(name, locale, look));
    await context.close();
  }
  fs.rmSync(bought.state);
  console.log(`screenshots: ${locale}`);
}

const nameOf = (name: string, locale: Locale, { size, theme }: Look): string =>
  `${name}-${locale}-${size}-${theme}`;

async function shoot(page: Page, url: string, name: string): Promise<void> {
  await page.goto(url, { waitUntil: 'networkidle' });
  if (forReaders.has(name)) await page.screenshot({ path: path.join(shown, `${name}.png`) });
  // Pictures further down are loaded when they come near.
  for (const image of await page.locator('img[loading=lazy]:visible').all())
    await image.scrollIntoViewIfNeeded();
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: path.join(everything, `${name}.png`), fullPage: true });
}

/** Signs in and buys one, so that there is something to see on every page. */
async function buy(browser: Browser, { shopUrl }: Product, locale: Locale): Promise<Bought> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${shopUrl}${pathIn(locale, '/account/sign-in')}`);
  await page.locator('input[type=email]').fill(`ada.${locale}@example.com`);
  await page.locator('form:has(input[type=email]) button').click();
  await page.waitForURL(/\/account$/);
  const opened = async (color: string): Promise<string> => {
    await page.goto(`${shopUrl}${pathIn(locale, `/?color=${color}`)}`);
    await page.locator('.buy button[type=submit]').click();
    await page.waitForURL(/\/c\/pay\/cs_/);
    return page.url();
  };
  const payment = await opened('sakura-pink');
  await opened('healing-green');
  await page.locator('button[name="end"][value="pay"]:visible').click();
  await page.waitForURL(/\/checkout\/result/);
  const result = page.url();
  const link = page.locator('a[href*="/checkout/order"], a[href*="/orders/"]').first();
  const order = (await link.count()) === 0 ? null : await followed(page, link.click());
  const state = path.join(everything, `${locale}.json`);
  await context.storageState({ path: state });
  await context.close();
  return { payment, result, order, state };
}

async function followed(page: Page, click: Promise<void>): Promise<string> {
  await click;
  await page.waitForURL(/\/orders\//);
  return page.url();
}

await runMain(main);
