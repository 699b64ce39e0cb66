import { expect, test } from '@playwright/test';
import { violations } from '#tests/e2e/looks.ts';
import { ShopPage } from './shop-page.ts';

const unknownResult = '/checkout/result?session_id=cs_test_unknown0000000';

test.use({
  viewport: async ({ isMobile }, use) => {
    await use(isMobile ? { width: 390, height: 844 } : { width: 1280, height: 844 });
  },
});

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

test('axe does find what is wrong, in dark as in light, and each time anew', async ({ page }) => {
  await page.goto('/');
  expect(await violations(page)).toEqual([]);
  await page.evaluate(() => {
    const pale = Object.assign(document.createElement('p'), { textContent: 'Pale' });
    Object.assign(pale.style, { color: '#ddd', backgroundColor: 'white' });
    document.querySelector('main')?.append(pale, Object.assign(new Image(), { src: '/' }));
  });
  const wrong = [expect.stringMatching(/^color-contrast: /), expect.stringMatching(/^image-alt: /)];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page), colorScheme).toEqual(wrong);
  }
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
