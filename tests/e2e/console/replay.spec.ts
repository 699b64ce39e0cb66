import type { APIRequestContext, Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { freshEmail } from '#tests/e2e/account/account-page.ts';
import { violations } from '#tests/e2e/looks.ts';
import { complaintsOf, ShopPage } from '#tests/e2e/shop/shop-page.ts';
import { WebhooksPage } from './webhooks-page.ts';

const anHourMs = 3_600_000;

/** Somebody pays, the notification of it is nowhere to be seen, and the money is given back at once: that event fails. */
async function refundBeforePayment(page: Page, request: APIRequestContext): Promise<string> {
  const shop = new ShopPage(page);
  await shop.open('/?color=red');
  await shop.email.fill(freshEmail());
  await shop.buy();
  const { origin, pathname } = new URL(page.url());
  const sessionId = pathname.split('/').at(-1) ?? '';
  const act = async (path: string, data: object) => {
    const answer = await request.post(`${origin}/_sandbox/stripe/${path}`, { data });
    expect(answer.ok()).toBe(true);
    return answer.json();
  };
  const { session } = await act(`sessions/${sessionId}/pay`, { delayMs: anHourMs });
  await act(`payments/${session.payment_intent}/refund`, { amount: 5_000 });
  return session.payment_intent;
}

test('a failed event is found from the alert, understood, dry-run and replayed', async ({
  page,
  request,
}) => {
  const tradeNo = await refundBeforePayment(page, request);
  const complaints = complaintsOf(page);
  const webhooks = new WebhooksPage(page);

  // What the alert about failed events leads to.
  await webhooks.follow('/console/webhooks?status=failed');
  await page.getByRole('searchbox', { name: /^Order, e-mail/ }).fill(tradeNo);
  await page.getByRole('button', { name: 'Filter' }).click();
  await webhooks.open(webhooks.row('refund.created'));
  await expect(webhooks.panel).toContainText(`No order is known for payment ${tradeNo} yet`);
  await expect(webhooks.panel).toContainText('It will fail again');

  await webhooks.link('Fetch its payment from Stripe').click();
  await expect(webhooks.main).toContainText(/It will be applied\. ROL-\w{8} is paid/);
  await expect(webhooks.main).toContainText(/\+\s*order\s*ROL-/);
  await webhooks.apply('its notification never came');
  await expect(page.getByRole('status').filter({ hasText: '1 applied' })).toBeVisible();

  await expect(async () => {
    await page.goto(`/console/webhooks?q=${tradeNo}`);
    await expect(webhooks.row(/Applied.*refund\.created/)).toBeVisible({ timeout: 500 });
  }).toPass();
  await webhooks.open(webhooks.row('fetch'));
  await expect(webhooks.panel).toContainText('Replayed, because: its notification never came');
  await webhooks.link('Replay with current catalogue').click();
  await expect(webhooks.panel).toContainText('Already applied: nothing will change.');
  expect(complaints).toEqual([]);
});

test('the list and an open event are accessible, and personal data is masked until it is revealed', async ({
  page,
  request,
}) => {
  const tradeNo = await refundBeforePayment(page, request);
  const webhooks = new WebhooksPage(page);
  await webhooks.follow(`/console/webhooks?q=${tradeNo}`);
  await webhooks.open(webhooks.row('refund.created'));
  expect(await violations(page)).toEqual([]);

  await page.getByRole('button', { name: 'Reveal personal data' }).click();
  await expect(webhooks.panel).toContainText('The personal data in the notification was looked at.');
});

test('new events come in by themselves', async ({ page, request, browser }) => {
  const webhooks = new WebhooksPage(page);
  await webhooks.follow('/console/webhooks?event=refund.created');
  const elsewhere = await browser.newContext();
  await refundBeforePayment(await elsewhere.newPage(), request);
  await elsewhere.close();

  await expect(webhooks.row('refund.created').first()).toBeVisible({ timeout: 20_000 });
});

test('the filtered list is saved as a file', async ({ page, request }) => {
  const tradeNo = await refundBeforePayment(page, request);
  const webhooks = new WebhooksPage(page);
  await webhooks.follow(`/console/webhooks?q=${tradeNo}`);
  const [download] = await Promise.all([page.waitForEvent('download'), webhooks.link('CSV').click()]);
  const text = await (await download.createReadStream())
    .toArray()
    .then((parts) => Buffer.concat(parts).toString());

  expect(text).toMatch(/^\uFEFFreceived_at,provider,event,/);
  expect(text).toContain('refund.created');
});
