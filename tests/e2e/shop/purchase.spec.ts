import { expect, test } from '@playwright/test';
import { complaintsOf, purchasesTold, ShopPage } from './shop-page.ts';

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled });

    test('a shopper chooses, pays, and reads that the order is confirmed', async ({ page }) => {
      const complaints = complaintsOf(page);
      const shop = new ShopPage(page);
      await shop.open();
      await shop.choose('Sakura Pink');
      await shop.quantity(2).check();
      await shop.buy();
      await shop.end('pay');
      await expect(shop.statement).toHaveText(/We have your 598\.00.USD\. ?Sakura Pink is yours\./);
      await expect(page.getByText(/^ROL-[0-9A-Z]{8}$/).first()).toBeVisible();
      expect(complaints).toEqual([]);
    });

    test('a reloaded result page says the same and makes no second order', async ({ page }) => {
      const shop = new ShopPage(page);
      await shop.open('/?color=red');
      await shop.buy();
      await shop.end('pay');
      const number = page.getByText(/^ROL-[0-9A-Z]{8}$/).first();
      const first = await number.textContent();
      await page.reload();
      await expect(shop.statement).toContainText('Red is yours');
      await expect(number).toHaveText(first ?? '');
    });

    test('a delayed method is pending, not paid and not failed', async ({ page }) => {
      const shop = new ShopPage(page);
      await shop.open();
      await shop.buy();
      await shop.end('delayed');
      await expect(shop.statement).toHaveText(/Your bank is still moving 299\.00.USD\./);
    });

    test('a cancelled payment comes back with the choice kept and says that nothing was taken', async ({
      page,
    }) => {
      const shop = new ShopPage(page);
      await shop.open();
      await shop.choose('Moonlight Grey');
      await shop.buy();
      await shop.end('cancel');
      await expect(shop.color('Moonlight Grey')).toBeChecked();
      await expect(page.getByText('You left the payment page')).toBeVisible();
    });

    test('sending to another country costs what the page says, and is paid', async ({ page }) => {
      const shop = new ShopPage(page);
      await shop.open('/?color=red');
      await expect(page.getByText('Free, as a tracked parcel.')).toBeVisible();
      await shop.country.selectOption('Norway');
      await expect(page.getByText(/19\.00.USD per order, free from 500\.00.USD up\./)).toBeVisible();
      await expect(shop.button).toHaveAccessibleName(/318\.00.USD/);
      await shop.buy();
      await expect(page.getByRole('combobox', { name: 'Country' })).toHaveValue('CA');
      await shop.end('pay');
      await expect(shop.statement).toHaveText(/We have your 318\.00.USD\./);
      await expect(page.getByRole('region', { name: /^Order ROL-/ })).toContainText(
        /299\.00.USD.*Shipping.*19\.00.USD.*Paid.*318\.00.USD/s,
      );
    });

    test('a country nothing is sent to is told before anything is paid', async ({ page }) => {
      const shop = new ShopPage(page);
      await shop.open('/?color=red');
      await shop.country.selectOption('Another country');
      await expect(page.getByText('We do not ship there yet.')).toBeVisible();
      await expect(page.getByRole('button', { name: 'We do not ship there yet' })).toBeDisabled();
      await expect(shop.button).toBeHidden();
      await page.keyboard.press('Tab');
      await shop.email.press('Enter'); // past the button: the server says it too
      await expect(
        page.getByRole('alert').filter({ hasText: 'We do not ship to that country yet' }),
      ).toBeVisible();
      await expect(shop.country).toHaveValue('ZZ');
      await expect(shop.color('Red')).toBeChecked();
    });

    test('a wrong e-mail is answered next to the field, with everything kept', async ({ page }) => {
      const shop = new ShopPage(page);
      await shop.open();
      await shop.choose('Healing Green');
      await shop.quantity(3).check();
      await shop.country.selectOption('Norway');
      await shop.email.fill('mira@home');
      await shop.button.click();
      await expect(page.getByRole('alert').filter({ hasText: 'No money was taken' })).toBeVisible();
      await expect(shop.email).toHaveAccessibleDescription(/Write it like name@example\.com/);
      await expect(shop.email).toHaveValue('mira@home');
      await expect(shop.color('Healing Green')).toBeChecked();
      await expect(shop.quantity(3)).toBeChecked();
      await expect(shop.country).toHaveValue('NO');
      await shop.email.fill('mira@example.com');
      await shop.buy();
    });
  });
}

const spoken = {
  zh: { confirmed: /已收到你的 2,199\.00.CNY，疗愈绿归你了。/, pay: '支付 2,199.00 CNY' },
  ja: {
    confirmed: /46,800.JPY を受け取りました。やすらぎグリーンをお届けします。/,
    pay: '支払う 46,800 JPY',
  },
  es: { confirmed: /Hemos recibido 289,00.EUR\. ?Verde calma es suyo\./, pay: 'Pagar 289,00 EUR' },
} as const;

const ways = [
  { how: 'with JavaScript on a desktop, light', javaScriptEnabled: true, width: 1280, colorScheme: 'light' },
  {
    how: 'without JavaScript on a small phone, dark',
    javaScriptEnabled: false,
    width: 320,
    colorScheme: 'dark',
  },
] as const;

for (const { how, width, ...use } of ways) {
  test.describe(how, () => {
    test.use({ ...use, viewport: { width, height: 800 } });

    for (const [locale, { confirmed, pay }] of Object.entries(spoken)) {
      test(`the shop speaks ${locale} from the choice to the confirmation, and so does the payment page`, async ({
        page,
      }) => {
        const shop = new ShopPage(page);
        await shop.open(`/${locale}?color=healing-green`);
        await expect(page.locator('html')).toHaveAttribute('lang', locale);
        await shop.buy();
        await expect(page.locator('html')).toHaveAttribute('lang', new RegExp(`^${locale}`));
        await expect(page.locator('button[value="pay"]:visible')).toContainText(pay);
        await shop.end('pay');
        await expect(page).toHaveURL(new RegExp(`/${locale}/checkout/result`));
        await expect(page.locator('html')).toHaveAttribute('lang', locale);
        await expect(shop.statement).toHaveText(confirmed);
      });
    }
  });
}

test('a purchase is told once, however often its page is loaded', async ({ page, context }) => {
  const shop = new ShopPage(page);
  await shop.open('/?color=red');
  await shop.buy();
  await shop.end('pay');
  await expect(shop.statement).toContainText('Red is yours');
  const number = await page
    .getByText(/^ROL-[0-9A-Z]{8}$/)
    .first()
    .textContent();
  await expect.poll(() => purchasesTold(page)).toMatchObject([{ orderNo: number }]);
  await page.reload();
  await expect(shop.statement).toContainText('Red is yours');
  expect(await purchasesTold(page)).toEqual([]);
  const again = await context.newPage();
  await again.goto(page.url());
  await expect(again.getByRole('heading', { level: 1 })).toContainText('Red is yours');
  expect(await purchasesTold(again)).toEqual([]);
});

test('a purchase can be made with the keyboard alone', async ({ page }) => {
  const shop = new ShopPage(page);
  await shop.open('/?color=sakura-pink');
  await shop.button.focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/c\/pay\/cs_/);
  await page.locator('button[name="end"][value="pay"]:visible').focus();
  await page.keyboard.press('Enter');
  await expect(shop.statement).toContainText('Sakura Pink is yours');
});
