/** Pictures of the console, after some purchases that went well and some that did not. */
import type { Browser, Page } from '@playwright/test';
import { areas } from '#components/console/frame/areas.ts';
import { type Look, lookingAt, looks, shoot } from './camera.ts';
import type { Product } from './product.ts';

/** Both themes of every area on a desktop are shown in the documentation, and the webhooks on a phone. */
const isShown = (area: string, { size, theme }: Look): boolean =>
  size === 'desktop' || (area === 'webhooks' && theme === 'dark');

/** Every area of the console, in every look. */
export async function photographConsole(browser: Browser, product: Product): Promise<void> {
  await fill(browser, product);
  for (const look of looks) {
    const context = await lookingAt(browser, look);
    const page = await context.newPage();
    await signIn(page, product);
    for (const { id, href } of areas) {
      const name = `console-${id}-${look.size}-${look.theme}`;
      await shoot(page, `${product.shopUrl}${href}`, { name, isShown: isShown(id, look) });
    }
    await context.close();
  }
  console.log('screenshots: console');
}

async function signIn(page: Page, { shopUrl }: Product): Promise<void> {
  await page.goto(`${shopUrl}/console/sign-in`);
  await page.locator('button[name=role][value=operator]').click();
  await page.waitForURL((url) => !url.pathname.endsWith('/sign-in'));
}

const endings = ['pay', 'decline', 'delayed', 'pay', 'pay'] as const;
const colours = ['honey-khaki', 'sakura-pink', 'moonlight-grey', 'healing-green', 'red'] as const;

/** Real purchases through the sandbox: paid, declined and on their way. */
async function fill(browser: Browser, { shopUrl }: Product): Promise<void> {
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
}
