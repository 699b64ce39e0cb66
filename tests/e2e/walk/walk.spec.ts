import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { legalDocuments } from '#components/legal/legal-documents.ts';
import { defaultLocale, type Locale, localePath, locales } from '#libs/I18n.ts';
import { AccountPage, freshEmail } from '#tests/e2e/account/account-page.ts';
import { sideways, violations } from '#tests/e2e/looks.ts';
import { complaintsOf, ShopPage } from '#tests/e2e/shop/shop-page.ts';

/** One visitor sees every page there is for shoppers, in every language, on a small phone and a desktop, light and dark. */
type Look = { readonly width: number; readonly colorScheme: 'light' | 'dark' };
const narrow = { width: 320, colorScheme: 'dark' } as const;
const wide = { width: 1280, colorScheme: 'light' } as const;
const every: readonly Look[] = [
  narrow,
  { ...narrow, colorScheme: 'light' },
  wide,
  { ...wide, colorScheme: 'dark' },
];
/** For what differs from another page in its words alone, such as every page in the other languages. */
const few: readonly Look[] = [narrow, wide];

const strangersPages: Readonly<Record<string, readonly Look[]>> = {
  '/?color=red': every,
  '/': few,
  '/checkout/result?session_id=cs_test_unknown0000000': every,
  '/orders': every,
  '/orders?problem=link': few,
  '/account/sign-in?problem=link_invalid': every,
  '/account/sign-in?sent=1': few,
  '/account/return?oobCode=code': few,
  '/recover?key=nobodys': few,
  ...Object.fromEntries(legalDocuments.map((name) => [`/legal/${name}`, name === 'terms' ? every : few])),
};

for (const locale of locales) {
  test.describe(locale, () => {
    test.describe.configure({ mode: 'parallel' });
    test.setTimeout(480_000);

    test('pages for everybody are whole, narrow and wide, light and dark', async ({ page }) => {
      const complaints = complaintsOf(page);
      for (const [path, looks] of Object.entries(strangersPages))
        await lookAt(page, locale, { path: localePath(locale, path), looks });
      expect(complaints).toEqual([]);
      await lookAt(page, locale, { path: localePath(locale, '/nowhere'), looks: every });
    });

    test('pages of an order and its buyer are whole, narrow and wide, light and dark', async ({ page }) => {
      const complaints = complaintsOf(page);
      const { result, order } = await buy(page, locale);
      const account = localePath(locale, '/account');
      for (const path of [account, result, order, `${order}/cancel`, `${order}/address`])
        await lookAt(page, locale, { path, looks: every });
      await lookAt(page, locale, { path: `${order}?notice=address_changed`, looks: few });
      expect(complaints).toEqual([]);
    });
  });
}

type Sight = { readonly path: string; readonly looks: readonly Look[] };

async function lookAt(page: Page, locale: Locale, { path, looks }: Sight): Promise<void> {
  await page.goto(path);
  await expect(page.locator('html')).toHaveAttribute('lang', locale);
  for (const { width, colorScheme } of locale === defaultLocale ? looks : few) {
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
  return { result, order: new URL(page.url()).pathname };
}
