import { expect, type Page, test } from '@playwright/test';
import { buyAs, freshEmail } from '#tests/e2e/account/account-page.ts';
import { violations } from '#tests/e2e/looks.ts';

async function enterAs(page: Page, role: string, path: string): Promise<void> {
  await page.goto(path);
  await page.getByRole('button', { name: `Sign in as ${role}` }).click();
  await page.waitForURL((url) => url.pathname === path);
}

const rows = (page: Page, metric: string) =>
  page
    .getByRole('region', { name: /^Events of this order/ })
    .getByRole('row')
    .filter({ hasText: metric });

async function search(page: Page, text: string): Promise<void> {
  await page.getByRole('searchbox').fill(text);
  await page.getByRole('button', { name: 'Filter' }).click();
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled });

    test('a marketer sees whether an order reached the flow, why not, and what was sent', async ({
      page,
    }) => {
      const email = freshEmail();
      const orderNo = await buyAs(page, 'red', email);
      await enterAs(page, 'viewer', '/console/marketing');
      await search(page, email);
      await expect(async () => {
        await page.reload();
        await expect(rows(page, 'Placed Order')).toContainText('Sent', { timeout: 500 });
      }).toPass();
      await expect(rows(page, 'Checkout Abandoned')).toContainText('The shopper did not agree to marketing.');
      await expect(rows(page, 'Fulfilled Order')).toContainText('It has not come to that.');
      await page.getByRole('link', { name: 'Placed Order' }).click();
      const message = page.getByRole('region', { name: 'Message', exact: true });
      await expect(message).toContainText('Klaviyo accepted it.');
      await expect(message).toContainText(`"${orderNo}"`);
      await expect(message).not.toContainText(email);
      await expect(message.getByRole('button')).not.toContainText(['Send again', 'Reveal, logged']);
    });

    test('a marketer sees what a flow would be triggered by and contain', async ({ page }) => {
      await enterAs(page, 'viewer', '/console/marketing');
      await page.getByRole('link', { name: 'Checkout Abandoned' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Checkout Abandoned');
      const properties = page.getByRole('region', { name: /^Properties/ });
      await expect(properties.getByRole('row').filter({ hasText: 'RecoveryURL' })).toContainText('segments');
      await expect(properties.getByRole('row').filter({ hasText: 'Items[].SKU' })).toContainText(
        'templates only',
      );
      await expect(page.getByText('ada.sample@example.com')).toBeAttached();
    });
  });
}

test('an operator sends an event again under its id, and reveals what it carries', async ({ page }) => {
  const email = freshEmail();
  await buyAs(page, 'red', email);
  await enterAs(page, 'operator', '/console/marketing');
  await search(page, email);
  await expect(async () => {
    await page.reload();
    await expect(rows(page, 'Placed Order')).toContainText('Sent', { timeout: 500 });
  }).toPass();
  await page.getByRole('link', { name: 'Placed Order' }).click();
  const message = page.getByRole('region', { name: 'Message', exact: true });
  await message.getByRole('button', { name: 'Reveal, logged' }).click();
  await expect(message).toContainText(email);
  await message.getByRole('textbox', { name: /Reason/ }).fill('The flow was built later.');
  await message.getByRole('button', { name: 'Send again' }).click();
  await expect(message).toContainText('drops this one as a duplicate');
  await expect(message).toContainText('outbox.resent, operator:');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on the pages of marketing and deliveries in ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await buyAs(page, 'red', freshEmail());
    await enterAs(page, 'operator', '/console/marketing');
    for (const path of [
      '/console/marketing',
      '/console/marketing/metrics/placed-order',
      '/console/deliveries',
    ]) {
      await page.goto(path);
      expect(await violations(page), path).toEqual([]);
    }
    await page.getByRole('row').getByRole('link').first().click();
    await expect(page.getByRole('region', { name: 'Message', exact: true })).toBeVisible();
    expect(await violations(page)).toEqual([]);
  });
}

test('a list is saved as a file of the same filter', async ({ page }) => {
  await buyAs(page, 'red', freshEmail());
  await enterAs(page, 'viewer', '/console/deliveries');
  const file = await page.request.get('/console/deliveries/csv?kind=email');
  expect(file.headers()['content-type']).toContain('text/csv');
  const [head, ...lines] = (await file.text()).trim().split('\r\n');
  expect(head).toContain('created_at,state,kind');
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines) expect(line).toContain(',email,mail,');
});
