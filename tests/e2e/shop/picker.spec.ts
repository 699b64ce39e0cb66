import { expect, test } from '@playwright/test';
import { ShopPage } from './shop-page.ts';

const colors = ['Honey Khaki', 'Sakura Pink', 'Healing Green', 'Moonlight Grey', 'Red'];

test('a screen reader hears every colour with its state and price, in the configured order', async ({
  page,
}) => {
  await new ShopPage(page).open();
  const radios = page.getByRole('group', { name: 'Colour' }).getByRole('radio');
  await expect(radios).toHaveCount(colors.length);
  for (const [index, color] of colors.entries()) {
    await expect(radios.nth(index)).toHaveAccessibleName(
      new RegExp(`^${color} ?, ?Available ?, 299\\.00.USD$`),
    );
  }
});

test('the first colour is chosen when the address names none', async ({ page }) => {
  const shop = new ShopPage(page);
  await shop.open();
  await expect(shop.color('Honey Khaki')).toBeChecked();
});

test('a colour in the address is chosen, and one we do not have changes nothing', async ({ page }) => {
  const shop = new ShopPage(page);
  await shop.open('/?color=moonlight-grey');
  await expect(shop.color('Moonlight Grey')).toBeChecked();
  await shop.open('/?color=__proto__');
  await expect(shop.color('Honey Khaki')).toBeChecked();
});

test('choosing puts the colour into the address, and a reload finds it again', async ({ page }) => {
  const shop = new ShopPage(page);
  await shop.open('/?utm_source=letter');
  await shop.choose('Red');
  await expect(page).toHaveURL(/\?utm_source=letter&color=red$/);
  await page.reload();
  await expect(shop.color('Red')).toBeChecked();
});

test('the whole choice can be made with the keyboard alone', async ({ page }) => {
  const shop = new ShopPage(page);
  await shop.open();
  await shop.color('Honey Khaki').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(shop.color('Healing Green')).toBeChecked();
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowRight');
  await expect(shop.quantity(2)).toBeChecked();
  await page.keyboard.press('Tab');
  await expect(shop.country).toBeFocused();
  await page.keyboard.type('Nor');
  await expect(shop.country).toHaveValue('NO');
  await page.keyboard.press('Tab');
  await expect(shop.email).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(shop.button).toBeFocused();
  await expect(shop.button).toHaveAccessibleName(/598\.00/);
});

test('focus is never hidden under the bar with the button', async ({ page }) => {
  const shop = new ShopPage(page);
  await page.setViewportSize({ width: 390, height: 640 });
  await shop.open();
  await shop.email.focus();
  const [field, bar] = await Promise.all([shop.email.boundingBox(), shop.button.boundingBox()]);
  expect((field?.y ?? 0) + (field?.height ?? 0)).toBeLessThanOrEqual(bar?.y ?? 0);
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled });

    test('picture, name, hue and amount follow every choice', async ({ page }) => {
      const shop = new ShopPage(page);
      await shop.open();
      const hue = () => page.locator('.stage').evaluate((stage) => getComputedStyle(stage).backgroundColor);
      const first = await hue();
      await shop.choose('Healing Green');
      await shop.quantity(3).check();
      await expect(page.getByRole('img', { name: /Rolitt in Healing Green: / })).toBeVisible();
      await expect(page.getByRole('img', { name: /Rolitt in Honey Khaki: / })).toBeHidden();
      await expect(page.getByRole('button', { name: /897\.00/ })).toBeVisible();
      await expect.poll(hue).not.toBe(first);
      await shop.choose('Honey Khaki');
      await expect.poll(hue).toBe(first);
    });
  });
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'the language menu' : 'the language menu without JavaScript', () => {
    test.use({ javaScriptEnabled });

    test('names every language in its own words and keeps the colour, by keyboard and at 320 px', async ({
      page,
    }) => {
      const shop = new ShopPage(page);
      await page.setViewportSize({ width: 320, height: 640 });
      await shop.open('/?color=sakura-pink');
      await page.locator('summary', { hasText: 'English, USD' }).focus();
      await page.keyboard.press('Enter');
      const menu = page.getByRole('group').filter({ has: page.getByRole('heading', { name: 'Language' }) });
      const entries = ['English USD', '简体中文 CNY', '日本語 JPY', 'Español EUR'];
      await expect(menu.getByRole('link')).toHaveText(entries);
      for (const link of await menu.getByRole('link').all()) await expect(link).toBeInViewport({ ratio: 1 });
      for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press('Tab');
      await expect(page.getByRole('link', { name: '日本語' })).toBeFocused();
      await page.keyboard.press('Enter');
      await expect(page).toHaveURL(/\/ja\?color=sakura-pink$/);
      await expect(shop.color('さくらピンク')).toBeChecked();
      await page.locator('summary', { hasText: '日本語, JPY' }).click();
      await page.getByRole('link', { name: 'English' }).click();
      await expect(page).toHaveURL(/\/\?color=sakura-pink$/);
    });
  });
}

test('a colour chosen on the page goes along into another language', async ({ page }) => {
  const shop = new ShopPage(page);
  await shop.open();
  await shop.choose('Sakura Pink');
  await page.getByText('English, USD').click();
  await page.getByRole('link', { name: '简体中文' }).click();
  await expect(page).toHaveURL(/\/zh\?color=sakura-pink$/);
  await expect(shop.color('樱花粉')).toBeChecked();
});
