import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { legalDocuments } from '#components/legal/legal-documents.ts';
import { defaultLocale, type Locale, localePath, locales } from '#libs/I18n.ts';
import { AccountPage, freshEmail } from '#tests/e2e/account/account-page.ts';
import { sideways, violations } from '#tests/e2e/looks.ts';
import { complaintsOf, ShopPage } from '#tests/e2e/shop/shop-page.ts';

/** One visitor sees every page there is for shoppers, in every language, on a small phone and a desktop, light and dark. */
const looks = [320, 1280].flatMap((width) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ width, colorScheme })),
);

const strangersPages = [
  '/?color=red',
  '/',
  '/checkout/result?session_id=cs_test_unknown0000000',
  '/orders',
  '/orders?problem=link',
  '/account/sign-in?problem=link_invalid',
  '/account/sign-in?sent=1',
  '/account/return?oobCode=code',
  '/recover?key=nobodys',
  ...legalDocuments.map((name) => `/legal/${name}`),
];

for (const locale of locales) {
  test.describe(locale, () => {
    test.slow();

    test('pages for everybody are whole, narrow and wide, light and dark', async ({ page }) => {
      const complaints = complaintsOf(page);
      for (const path of strangersPages) await lookAt(page, locale, localePath(locale, path));
      expect(complaints).toEqual([]);
      await lookAt(page, locale, localePath(locale, '/nowhere'));
    });

    test('pages of an order and its buyer are whole, narrow and wide, light and dark', async ({ page }) => {
      const complaints = complaintsOf(page);
      const { result, order } = await buy(page, locale);
      const account = localePath(locale, '/account');
      const ofOrder = ['', '/cancel', '/address', '?notice=address_changed'].map((rest) => `${order}${rest}`);
      for (const path of [account, result, ...ofOrder]) await lookAt(page, locale, path);
      expect(complaints).toEqual([]);
    });
  });
}

async function lookAt(page: Page, locale: Locale, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.locator('html')).toHaveAttribute('lang', locale);
  for (const { width, colorScheme } of looks) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const look = `${path}, ${width} px, ${colorScheme}`;
    expect(await violations(page), look).toEqual([]);
    expect(await sideways(page), look).toBe(0);
  }
}

/** Signs in and buys one; answers the addresses of its result and its order. */
async function buy(page: Page, locale: Locale): Promise<{ result: string; order: string }> {
  const account = new AccountPage(page);
  await account.open(localePath(locale, '/account/sign-in'));
  await account.signIn(freshEmail());
  const shop = new ShopPage(page);
  await shop.open(localePath(locale, '/?color=sakura-pink'));
  await shop.buy();
  await shop.end('pay');
  const number = await page
    .getByText(/^ROL-[0-9A-Z]{8}$/)
    .first()
    .textContent();
  const result = page.url();
  await page.locator('a[href*="/checkout/order"], a[href*="/orders/"]').first().click();
  await page.waitForURL(new RegExp(`/orders/${number}$`));
  const order = new URL(page.url()).pathname;
  return { result, order: locale === defaultLocale ? order : `/${locale}${order.replace(`/${locale}`, '')}` };
}
