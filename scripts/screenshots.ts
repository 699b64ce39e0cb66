/** `npm run screenshots`: every page of the shop in every language, and of the console, on a phone and a desktop, light and dark. */
import * as fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { defaultLocale, type Locale, locales } from '#libs/I18n.ts';
import { everything, type Look, lookingAt, looks, shoot } from './camera.ts';
import { chromiumArguments, findChromium } from './chromium.ts';
import { photographConsole } from './console-screenshots.ts';
import { type Product, startProduct } from './product.ts';
import { runMain } from './setup-error.ts';

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
    await photographConsole(browser, product);
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
    const context = await lookingAt(browser, look, bought.state);
    const page = await context.newPage();
    for (const [kind, url] of Object.entries(pages)) {
      const name = nameOf(kind, locale, look);
      if (url !== null) await shoot(page, url, { name, isShown: forReaders.has(name) });
    }
    await context.close();
  }
  fs.rmSync(bought.state);
  console.log(`screenshots: ${locale}`);
}

const nameOf = (name: string, locale: Locale, { size, theme }: Look): string =>
  `${name}-${locale}-${size}-${theme}`;

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
