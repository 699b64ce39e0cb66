import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { complaintsOf, ShopPage } from './shop-page.ts';

const schemes = ['light', 'dark'] as const;
const unknownResult = '/checkout/result?session_id=cs_test_unknown0000000';
const languages = ['', '/zh', '/ja', '/es'];
const pages = [
  '/?color=red',
  ...languages.flatMap((path) => [path || '/', path + unknownResult]),
  '/ja/nowhere',
];

const violations = async (page: Page): Promise<string[]> => {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
};

const sideways = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

test.use({
  viewport: async ({ isMobile }, use) => {
    await use(isMobile ? { width: 390, height: 844 } : { width: 1280, height: 844 });
  },
});

for (const colorScheme of schemes) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    for (const path of pages) {
      test(`axe finds nothing on ${path}`, async ({ page }) => {
        await page.goto(path);
        expect(await violations(page)).toEqual([]);
      });
    }

    test('axe finds nothing on a confirmed order', async ({ page }) => {
      const shop = new ShopPage(page);
      await shop.open('/?color=sakura-pink');
      await shop.buy();
      await shop.end('pay');
      await expect(shop.statement).toContainText('is yours');
      expect(await violations(page)).toEqual([]);
    });
  });
}

for (const color of ['honey-khaki', 'sakura-pink', 'healing-green', 'moonlight-grey', 'red']) {
  test(`axe finds nothing with ${color} chosen, an error shown and everything unfolded`, async ({ page }) => {
    const shop = new ShopPage(page);
    await shop.open(`/?color=${color}`);
    await shop.email.fill('mira@home');
    await shop.button.click();
    await expect(page.getByRole('alert').filter({ hasText: 'No money was taken' })).toBeVisible();
    await page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true;
    });
    expect(await violations(page)).toEqual([]);
  });
}

for (const path of pages) {
  test(`nothing scrolls sideways at 320 px on ${path}`, async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    await page.goto(path);
    expect(await sideways(page)).toBe(0);
  });
}

test('the browser has nothing to complain about, the security policy included', async ({ page }) => {
  const complaints = complaintsOf(page);
  for (const path of pages.filter((candidate) => !candidate.endsWith('/nowhere'))) {
    await page.goto(path, { waitUntil: 'networkidle' });
    await page.getByRole('contentinfo').scrollIntoViewIfNeeded();
  }
  expect(complaints).toEqual([]);
});

test('pages send the security headers', async ({ request }) => {
  const [shop, result] = [await request.get('/'), await request.get(unknownResult)];
  for (const answer of [shop, result]) {
    const headers = answer.headers();
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['content-security-policy']).toContain("form-action 'self' https://checkout.stripe.com");
    expect(headers['referrer-policy']).toBe('strict-origin');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['x-powered-by']).toBeUndefined();
  }
  expect(result.headers()['content-security-policy']).toMatch(/script-src 'self' 'nonce-/);
  expect(result.headers()['cache-control']).toMatch(/no-store|private/);
});

test('the shop page is made once and then served from the cache', async ({ request }) => {
  // A page that was there for minutes is served once more while it is made anew.
  const served = async () => (await request.get('/?color=red')).headers()['x-nextjs-cache'];
  await expect.poll(served).toBe('HIT');
});
