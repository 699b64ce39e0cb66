/** Pictures of the console, after some purchases that went well and some that did not. */
import type { Browser, Page } from '@playwright/test';
import { areas } from '#components/console/frame/areas.ts';
import { type Look, lookingAt, looks, type Remembered, shoot } from './camera.ts';
import type { Product } from './product.ts';

/** The first screen of these is shown in the README. */
const forReaders = new Set([
  'console-overview-desktop-light',
  'console-overview-desktop-dark',
  'console-event-desktop-light',
  'console-order-desktop-dark',
  'console-deliveries-desktop-light',
  'console-ledger-desktop-dark',
]);

/** Every area of the console, an order, its event and its messages, in every look. */
export async function photographConsole(browser: Browser, product: Product): Promise<void> {
  const email = await fill(browser, product);
  const context = await lookingAt(browser, { size: 'desktop', theme: 'light' });
  const page = await context.newPage();
  await signIn(page, product);
  const pages = { ...areaPages, ...(await pagesAbout(page, product, email)) };
  const state = await context.storageState();
  await context.close();
  for (const look of looks) await photograph(browser, { look, state, pages, product });
  console.log('screenshots: console');
}

const areaPages: Readonly<Record<string, string>> = Object.fromEntries(
  areas.map(({ id, href }) => [id, href]),
);

type Sitting = {
  readonly look: Look;
  readonly state: Remembered;
  readonly pages: Readonly<Record<string, string>>;
  readonly product: Product;
};

async function photograph(browser: Browser, { look, state, pages, product }: Sitting): Promise<void> {
  const context = await lookingAt(browser, look, state);
  const page = await context.newPage();
  for (const [kind, path] of Object.entries(pages)) {
    const name = `console-${kind}-${look.size}-${look.theme}`;
    await shoot(page, `${product.shopUrl}${path}`, { name, isShown: forReaders.has(name) });
  }
  await context.close();
}

async function signIn(page: Page, { shopUrl }: Product): Promise<void> {
  await page.goto(`${shopUrl}/console/sign-in`);
  await page.locator('button[name=role][value=admin]').click();
  await page.waitForURL((url) => !url.pathname.endsWith('/sign-in'));
}

/** Where the order of an address is, the notification it came with, and what the shopper was told of. */
async function pagesAbout(page: Page, { shopUrl }: Product, email: string): Promise<Record<string, string>> {
  const ledger = `/console/marketing?q=${encodeURIComponent(email)}`;
  const first = async (list: string, link: string): Promise<string> => {
    await page.goto(`${shopUrl}${list}?q=${encodeURIComponent(email)}`);
    return (await page.locator(link).first().getAttribute('href')) ?? list;
  };
  const event = await first('/console/webhooks', 'main td a[href*="open="]');
  const id = new URL(event, shopUrl).searchParams.get('open');
  return {
    order: await first('/console/orders', 'main a[href*="/orders/ROL-"]'),
    event: `/console/webhooks?open=${id}`,
    ledger,
  };
}

const endings = ['decline', 'delayed', 'pay', 'pay', 'pay'] as const;
const colours = ['sakura-pink', 'moonlight-grey', 'honey-khaki', 'healing-green', 'red'] as const;

/** Real purchases through the sandbox: declined, on their way and paid; answers the address of the last. */
async function fill(browser: Browser, { shopUrl }: Product): Promise<string> {
  const context = await browser.newContext();
  const page = await context.newPage();
  for (const [index, colour] of colours.entries()) {
    await page.goto(`${shopUrl}/?color=${colour}`);
    await page.locator('input[type=email]').first().fill(`${colour}@example.com`);
    await page.locator('.buy button[type=submit]').click();
    await page.waitForURL(/\/c\/pay\/cs_/);
    await page.locator(`button[name="end"][value="${endings[index]}"]:visible`).click();
    await page.waitForLoadState('networkidle');
  }
  await context.close();
  return `${colours.at(-1)}@example.com`;
}
