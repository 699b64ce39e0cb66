import * as fs from 'node:fs';
import * as os from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import type { Product } from '#scripts/product.ts';
import { startProduct } from '#scripts/product.ts';
import { breakStripe, ShopPage } from './shop-page.ts';

// A shop of its own: a provider that fails would fail for every test beside this one.
let product: Product;
const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'rolitt-provider-down-'));
fs.chmodSync(dataDir, 0o711); // root runs the database as somebody else, who has to be able to enter

test.beforeAll(async () => {
  product = await startProduct({ dataDir });
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
