import { expect, test } from '@playwright/test';
import { areas, areasFor } from '#components/console/frame/areas.ts';
import { sideways, violations } from '#tests/e2e/looks.ts';
import { complaintsOf } from '#tests/e2e/shop/shop-page.ts';
import { ConsolePage } from './console-page.ts';

test.use({
  timezoneId: 'Europe/Stockholm',
  viewport: async ({ isMobile }, use) => {
    await use(isMobile ? { width: 390, height: 844 } : { width: 1280, height: 844 });
  },
});

for (const role of ['viewer', 'operator', 'admin'] as const) {
  test(`the sandbox lets anybody in as ${role}, to where they wanted to go, and out again`, async ({
    page,
  }) => {
    const complaints = complaintsOf(page);
    const desk = new ConsolePage(page);
    await desk.signIn(role);
    await expect(desk.title).toHaveText('Settings');
    await expect(page.getByText(`sandbox-${role}, ${role}`)).toBeVisible();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect(page.getByText('You are signed out.')).toBeVisible();
    await page.goto('/console/settings');
    await expect(desk.title).toHaveText('Sign in to the console');
    expect(complaints).toEqual([]);
  });
}

for (const { href, name } of areas) {
  test(`${name} opens without a complaint, fits, and axe finds nothing in either theme`, async ({ page }) => {
    const complaints = complaintsOf(page);
    const desk = new ConsolePage(page);
    await desk.signIn('admin');
    await page.goto(href);
    await expect(desk.entry(name)).toHaveAttribute('aria-current', 'page');
    for (const theme of ['Light', 'Dark'] as const) {
      await desk.theme(theme).click();
      await expect(page.locator('html')).toHaveAttribute('data-theme', theme.toLowerCase());
      expect(await violations(page), theme).toEqual([]);
    }
    expect(await sideways(page)).toBe(0);
    expect(complaints).toEqual([]);
  });
}

test('times are told where their reader is, and the zone is named once', async ({ page }) => {
  const desk = new ConsolePage(page);
  await desk.signIn('viewer');
  await expect(page.getByText('Times in Europe/Stockholm')).toBeVisible();
});

test('the theme is kept, also without scripts', async ({ browser }) => {
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  const desk = new ConsolePage(page);
  await desk.signIn('viewer');
  await desk.theme('Dark').click();
  await page.goto('/console/settings');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(desk.theme('Dark')).toHaveAttribute('aria-pressed', 'true');
  await page.context().close();
});

test('the keyboard goes everywhere', async ({ page }) => {
  const complaints = complaintsOf(page);
  const desk = new ConsolePage(page);
  await desk.signIn('operator');
  for (const { key, name, href } of areasFor('operator')) {
    await page.keyboard.press('g');
    await page.keyboard.press(key);
    await page.waitForURL((url) => url.pathname === href);
    await expect(desk.entry(name)).toHaveAttribute('aria-current', 'page');
  }
  await page.keyboard.press('?');
  await expect(desk.dialog).toContainText('everything by name');
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(desk.dialog).toBeHidden();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('dark');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  expect(complaints).toEqual([]);
});

test('single keys can be turned off, and the palette stays', async ({ page }) => {
  const desk = new ConsolePage(page);
  await desk.signIn('operator');
  await page.keyboard.press('?');
  await desk.dialog.getByRole('button', { name: 'Turn single keys off' }).click();
  await expect(desk.dialog.getByRole('button', { name: 'Turn single keys on' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await expect(desk.dialog).toBeHidden();
  await page.keyboard.press('Control+k');
  await expect(desk.dialog).toBeVisible();
});
