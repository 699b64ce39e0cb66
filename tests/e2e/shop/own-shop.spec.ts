import * as fs from 'node:fs';
import * as os from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import type { Product } from '#scripts/product.ts';
import { startProduct } from '#scripts/product.ts';
import { violations } from '#tests/e2e/looks.ts';
import { breakStripe, complaintsOf, purchasesTold, ShopPage } from './shop-page.ts';

// A shop of its own: a provider that fails would fail for every test beside this one, and a question asked would be asked in all.
const vendorScript = 'https://stats.example/script.js';
let product: Product;
const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'rolitt-own-shop-'));
fs.chmodSync(dataDir, 0o711); // root runs the database as somebody else, who has to be able to enter

test.beforeAll(async () => {
  product = await startProduct({ dataDir, env: { ANALYTICS_SCRIPT: vendorScript } });
});

test.afterAll(async () => {
  await product.stop();
  fs.rmSync(dataDir, { recursive: true, force: true });
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled });

    test('a provider that is down costs a sentence, not the choice', async ({ page, request }) => {
      const shop = new ShopPage(page);
      const sandbox = product.sandboxUrl ?? '';
      await shop.open(`${product.shopUrl}/?color=sakura-pink`);
      await breakStripe(request, sandbox, { status: 503 });
      await shop.button.click();
      const notice = page.getByRole('alert').filter({ hasText: 'No money was taken' });
      await expect(notice).toContainText('Reference', { timeout: 20_000 });
      await expect(shop.color('Sakura Pink')).toBeChecked();
      await breakStripe(request, sandbox);
      await shop.buy();
    });
  });
}

test.describe('the question about statistics', () => {
  const question = /May we count your visit/;

  /** Plays the vendor, and keeps every address outside the shop that the page asked for. */
  async function strangersOf(page: Page): Promise<string[]> {
    const asked: string[] = [];
    await page.route(vendorScript, (route) =>
      route.fulfill({ contentType: 'text/javascript', body: 'window.counted = window.shopEvents ?? [];' }),
    );
    page.on('request', (request) => {
      if (!request.url().startsWith(product.shopUrl)) asked.push(request.url());
    });
    return asked;
  }

  test('comes before anything of a third party, and a no is kept', async ({ page }) => {
    const [strangers, complaints] = [await strangersOf(page), complaintsOf(page)];
    await page.goto(product.shopUrl, { waitUntil: 'networkidle' });
    await expect(page.getByRole('region', { name: question })).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Do not count it' }).click();
    await expect(page.getByRole('region', { name: question })).toHaveCount(0);
    await page.reload({ waitUntil: 'networkidle' });
    await expect(page.getByRole('region', { name: question })).toHaveCount(0);
    expect(strangers).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test('after a yes lets the vendor hear of one purchase, and the order keeps the consent', async ({
    page,
    request,
  }) => {
    const [strangers, complaints] = [await strangersOf(page), complaintsOf(page)];
    const shop = new ShopPage(page);
    await shop.open(product.shopUrl);
    expect(strangers).toEqual([]);
    await page.getByRole('button', { name: 'Count it', exact: true }).click();
    await expect.poll(() => strangers).toEqual([vendorScript]);
    await shop.buy();
    const [, sessionId] = /pay\/(cs_[^?/]+)/.exec(page.url()) ?? [];
    await shop.end('pay');
    await expect(shop.statement).toContainText('is yours');
    await expect.poll(() => purchasesTold(page)).toHaveLength(1);
    const sessions = await request.get(`${product.sandboxUrl}/_sandbox/stripe/sessions`);
    expect(await sessions.json()).toContainEqual(
      expect.objectContaining({
        id: sessionId,
        metadata: expect.objectContaining({ consent_analytics: expect.stringMatching(/^analytics-1/) }),
      }),
    );
    expect(complaints).toEqual([]);
  });
});
