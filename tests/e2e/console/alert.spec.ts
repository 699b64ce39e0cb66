import * as fs from 'node:fs';
import * as os from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import postgres from 'postgres';
import { type Product, startProduct } from '#scripts/product.ts';
import { freshEmail } from '#tests/e2e/account/account-page.ts';
import { sideways } from '#tests/e2e/looks.ts';
import { complaintsOf, ShopPage } from '#tests/e2e/shop/shop-page.ts';
import { sandboxControl } from '#tests/soak/sandbox-control.ts';
import { WebhooksPage } from './webhooks-page.ts';

// A shop of its own: its database is broken on purpose, and its alerts are counted.
let product: Product;
const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'rolitt-alert-'));
fs.chmodSync(dataDir, 0o711); // root runs the database as somebody else, who has to be able to enter

// Another product is started for it.
test.describe.configure({ timeout: 120_000 });

test.beforeAll(async () => {
  product = await startProduct({ dataDir, store: 'postgres' });
});

test.afterAll(async () => {
  await product.stop();
  fs.rmSync(dataDir, { recursive: true, force: true });
});

/** One statement of somebody who manages the database by hand. */
async function alterOrders(what: string): Promise<void> {
  const sql = postgres(product.databaseUrl ?? '', { max: 1 });
  await sql.unsafe(`alter table payment_orders ${what}`);
  await sql.end();
}

/** Stripe gives up on an endpoint that fails too often. */
async function disableEndpoints(): Promise<void> {
  const headers = { Authorization: `Bearer ${product.env.STRIPE_SECRET_KEY}` };
  const address = `${product.sandboxUrl}/v1/webhook_endpoints`;
  const { data } = (await (await fetch(address, { headers })).json()) as { data: { id: string }[] };
  for (const { id } of data)
    await fetch(`${address}/${id}`, {
      method: 'POST',
      headers,
      body: new URLSearchParams({ disabled: 'true' }),
    });
}

/** Somebody pays, and answers the payment page's id. */
async function pay(page: Page): Promise<void> {
  const shop = new ShopPage(page);
  await shop.open(`${product.shopUrl}/?color=red`);
  await shop.email.fill(freshEmail());
  await shop.buy();
  await sandboxControl(product.sandboxUrl ?? '').play(page.url().match(/cs_\w+/)?.[0] ?? '', 'pay');
}

/** What the people of the shop were told by mail, oldest first. */
const alertMails = async () =>
  (await sandboxControl(product.sandboxUrl ?? '').mails()).filter(({ recipients }) =>
    recipients.includes('alerts@rolitt.example'),
  );

test('a payment that could not be booked is found from its alert, set aside, taken back by a dry run and applied', async ({
  page,
  browser,
}) => {
  await alterOrders('add constraint orders_are_closed check (false) not valid');
  const elsewhere = await browser.newContext();
  await pay(await elsewhere.newPage());
  await elsewhere.close();
  await expect.poll(alertMails).toMatchObject([{ subject: 'Alert: Processing breaks down' }]);
  await disableEndpoints();
  await alterOrders('drop constraint orders_are_closed');

  const complaints = complaintsOf(page);
  const webhooks = new WebhooksPage(page);
  await page.goto(`${product.shopUrl}/console`);
  await page.getByRole('button', { name: /operator/i }).click();
  const banner = page.getByRole('region', { name: 'Alert' });
  await expect(banner).toContainText('One thing needs a person. 1 event could not be processed.');
  await banner.getByRole('link').click();
  await page.waitForURL(/\/console\/webhooks/);
  const { pathname, search } = new URL(page.url());
  expect((await alertMails())[0]?.text).toContain(`${product.shopUrl}${pathname}${search}`);

  await webhooks.open(webhooks.row('checkout.session.completed'));
  await expect(webhooks.panel).toContainText('Nothing was booked here, and the money is at the provider');
  await expect(webhooks.panel).toContainText(/It will be applied\. ROL-\w{8} is paid/);
  await expect(webhooks.panel).toContainText(/\+\s*order\s*ROL-/);
  expect(await sideways(page)).toBe(0);

  await webhooks.setAside('it was a trial');
  await expect(page.getByRole('status').filter({ hasText: 'Set aside: it asks for nobody' })).toBeVisible();
  await expect(webhooks.panel).toContainText('operator: Set aside, because: it was a trial');
  await expect(webhooks.row('checkout.session.completed')).toHaveCount(0);
  const opened = page.url();
  await page.getByRole('link', { name: 'Overview' }).click();
  await expect(page.getByText('Nothing does.')).toBeVisible();
  await expect(banner).toBeHidden();

  await page.goto(opened);
  await page.getByRole('combobox', { name: 'Status' }).selectOption('Set aside');
  await page.getByRole('button', { name: 'Filter' }).click();
  await webhooks.open(webhooks.row(/Set aside.*checkout\.session\.completed/));
  await webhooks.link('Replay with current catalogue').click();
  await webhooks.apply('the rule in the database is gone');
  await expect(page.getByRole('status').filter({ hasText: 'Applied. ROL-' })).toBeVisible();
  await expect(webhooks.panel).toContainText(/Applied\s*ROL-\w{8} is paid/);
  await expect(webhooks.panel).toContainText('Replayed, because: the rule in the database is gone');
  await webhooks.panel.getByRole('link', { name: /^Order ROL-/ }).click();
  await expect(page.getByText('paid', { exact: true }).first()).toBeVisible();

  await page.getByRole('link', { name: 'Overview' }).click();
  await expect(page.getByText('Nothing does.')).toBeVisible();
  await expect(banner).toBeHidden();
  const authorization = `Bearer ${product.env.CRON_SECRET}`;
  await fetch(`${product.shopUrl}/api/cron/alerts`, { headers: { authorization } });
  await expect
    .poll(alertMails)
    .toMatchObject([
      { subject: 'Alert: Processing breaks down' },
      { subject: 'Over: Processing breaks down' },
    ]);
  expect(complaints).toEqual([]);
});
