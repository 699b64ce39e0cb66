import { expect, test } from '@playwright/test';
import { ShopPage, sandboxOf, sessionsFor } from './shop-page.ts';

test('a double click opens one payment page', async ({ page, request }) => {
  const shop = new ShopPage(page);
  await shop.open('/?color=red');
  const sandbox = await sandboxOf(page);
  const email = `double-click-${crypto.randomUUID()}@example.com`;
  await shop.email.fill(email);
  await shop.button.dblclick();
  await page.waitForURL(/\/c\/pay\/cs_/);
  expect(await sessionsFor(request, sandbox, email)).toBe(1);
});

test('Back from the payment page finds the choice and a button that works', async ({ page }) => {
  const shop = new ShopPage(page);
  await shop.open();
  await shop.choose('Healing Green');
  await shop.buy();
  const first = page.url();
  await page.goBack();
  await expect(shop.color('Healing Green')).toBeChecked();
  await expect(shop.button).toBeEnabled();
  await shop.buy();
  expect(page.url()).toBe(first); // the open payment page for the same choice is used again
});

test('a cancelled payment comes back to the quantity and the country too', async ({ page }) => {
  const shop = new ShopPage(page);
  await shop.open('/?color=red');
  await shop.quantity(2).check();
  await shop.country.selectOption('Norway');
  await expect(page).toHaveURL(/quantity=2&to=NO/);
  await shop.buy();
  await shop.end('cancel');
  await expect(shop.quantity(2)).toBeChecked();
  await expect(shop.country).toHaveValue('NO');
  await expect(shop.button).toHaveAccessibleName(/598\.00.USD/);
});

test('two tabs that both pay are two orders, and each is told its own', async ({ context }) => {
  const tabs = [new ShopPage(await context.newPage()), new ShopPage(await context.newPage())];
  const colors = ['Red', 'Honey Khaki'];
  for (const [index, shop] of tabs.entries()) {
    await shop.open();
    await shop.choose(colors[index] ?? '');
    await shop.buy();
  }
  for (const [index, shop] of tabs.entries()) {
    await shop.end('pay');
    await expect(shop.statement).toContainText(`${colors[index]} is yours`);
  }
});

test('a declined card can be followed by a payment on the same page', async ({ page }) => {
  const shop = new ShopPage(page);
  await shop.open('/?color=red');
  await shop.buy();
  await shop.end('decline');
  await expect(page).toHaveURL(/\/c\/pay\/cs_/);
  await shop.end('pay');
  await expect(shop.statement).toContainText('Red is yours');
});

test('a session id that is not ours shows nothing', async ({ page }) => {
  const shop = new ShopPage(page);
  await shop.open('/checkout/result?session_id=cs_test_someoneelse00000000');
  await expect(shop.statement).toHaveText('We do not know this payment page.');
  await expect(page.getByText(/ROL-/)).toHaveCount(0);
});

test('an address that is no page says so, in our own words, with and without a script', async ({
  page,
  request,
}) => {
  const answer = await page.goto('/no/such/page');
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This page is not here.');
  expect(await (await request.get('/zh/nowhere')).text()).toContain('这个页面不在这里。');
});

test('a lost connection says what happened, and the retry keeps the whole choice', async ({ page }) => {
  const shop = new ShopPage(page);
  await shop.open();
  await shop.choose('Moonlight Grey');
  await shop.quantity(2).check();
  await shop.email.fill('mira@example.com');
  await page.route('**/*', (route) =>
    route.request().method() === 'POST' ? route.abort() : route.continue(),
  );
  await shop.button.click();
  await expect(page.getByRole('alert').filter({ hasText: 'We lost the connection' })).toBeVisible();
  await expect(page.getByRole('img', { name: /Rolitt in Moonlight Grey: / })).toBeVisible();
  await page.unroute('**/*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(shop.color('Moonlight Grey')).toBeChecked();
  await expect(shop.quantity(2)).toBeChecked();
  await expect(shop.email).toHaveValue('mira@example.com');
  await shop.buy();
});

test('while the payment page opens the button says so and cannot be pressed twice', async ({ page }) => {
  const shop = new ShopPage(page);
  await shop.open();
  let posts = 0;
  let release = (): void => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/*', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    posts += 1;
    await held;
    await route.continue();
  });
  await shop.button.click();
  const busy = page.getByRole('button', { name: 'Opening Stripe' });
  await expect(busy).toHaveAttribute('aria-busy', 'true');
  await busy.click({ force: true });
  await expect(page.getByRole('button', { name: 'Still opening' })).toBeVisible({ timeout: 8_000 });
  expect(posts).toBe(1);
  release();
  await page.waitForURL(/\/c\/pay\/cs_/);
});
