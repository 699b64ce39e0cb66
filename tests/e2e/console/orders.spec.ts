import { expect, type Page, test } from '@playwright/test';
import { buyAs, freshEmail } from '#tests/e2e/account/account-page.ts';
import { sideways, violations } from '#tests/e2e/looks.ts';
import { OrderPage } from '#tests/e2e/orders/order-page.ts';

/** The page of an order in the console, as an operator uses it. */
class OperatorsPage {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  async open(path: string): Promise<void> {
    await this.page.goto(path);
    const enter = this.page.getByRole('button', { name: 'Sign in as operator' });
    if (await enter.isVisible()) await enter.click();
    await this.page.waitForURL(`**${path}`);
  }

  /** Opens one of the acts, fills it in and does it. */
  async act(verb: string, fields: Readonly<Record<string, string>> = {}): Promise<void> {
    const act = this.page.locator('details.act').filter({ hasText: verb });
    await act.locator('summary').click();
    for (const [name, text] of Object.entries(fields)) await act.getByLabel(name).fill(text);
    await act.getByRole('button', { name: verb }).click();
  }

  /** Chooses a list of parcels. */
  choose = (text: string, encoding: 'utf8' | 'utf16le' = 'utf8'): Promise<void> =>
    this.page
      .getByLabel('List')
      .setInputFiles({ name: 'parcels.csv', mimeType: 'text/csv', buffer: Buffer.from(text, encoding) });

  region = (name: string) => this.page.getByRole('region', { name: `${name}, table` });
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled });

    test('an operator refunds a part, makes it and ships it by a list, and the shopper sees it all', async ({
      page,
      browser,
    }) => {
      const orderNo = await buyAs(page, 'red', freshEmail());
      const shopper = new OrderPage(page);
      await shopper.openFromResult();
      const context = await browser.newContext({ javaScriptEnabled });
      const operator = new OperatorsPage(await context.newPage());
      const path = `/console/orders/${orderNo}`;
      await operator.open(path);
      await expect(operator.page.locator('.say1')).toContainText(/paid 299\.00.USD/);

      await operator.page.getByLabel('Amount').fill('20');
      await operator.page.getByRole('button', { name: 'Review the refund' }).click();
      await expect(operator.page.locator('.say1')).toContainText(/20\.00.USD will be asked back/);
      await operator.page.getByRole('button', { name: /^Refund 20\.00/ }).click();
      await expect(async () => {
        await operator.page.goto(path);
        await expect(operator.region('Money')).toContainText(/Succeeded.*Refund.*20\.00/s, { timeout: 500 });
      }).toPass();
      await expect(operator.region('Money')).toContainText(/Kept.*279\.00/s);

      await operator.act('Mark in production');
      await expect(operator.page.locator('.facts').first()).toContainText('In production');

      await operator.open('/console/orders/shipments');
      const list = `\uFEFForder;carrier;tracking\r\n${orderNo};DHL;"=""00340434161094042557"""\r\nnothing;DHL;1234567\r\n`;
      await operator.choose(list);
      await operator.page.getByRole('button', { name: 'Look through the list' }).click();
      await expect(operator.page.getByText('1 of 2 lines would be done.')).toBeVisible();
      await expect(operator.region('Lines')).toContainText('“nothing” is no order number.');
      await operator.page.getByRole('button', { name: 'Mark 1 shipped' }).click();
      await expect(operator.page.getByText('1 orders were marked shipped or corrected.')).toBeVisible();

      await page.reload();
      await expect(shopper.slip).toContainText('00340434161094042557');
      await expect(shopper.steps).toContainText(['Paid', 'In production', 'On its way']);
      await expect(async () => {
        await operator.page.goto(path);
        await expect(operator.region('Promises')).toContainText(/Sent\s*Email, shipped/, { timeout: 500 });
      }).toPass();
      await context.close();
    });
  });
}

for (const javaScriptEnabled of [true, false]) {
  test(`a list of a thousand parcels is looked through and done ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, async ({
    page,
    browser,
  }) => {
    test.slow();
    const orderNo = await buyAs(page, 'red', freshEmail());
    const context = await browser.newContext({ javaScriptEnabled });
    const operator = new OperatorsPage(await context.newPage());
    await operator.open(`/console/orders/${orderNo}`);
    await operator.act('Mark in production');
    await expect(operator.page.locator('.facts').first()).toContainText('In production');

    await operator.open('/console/orders/shipments');
    if (javaScriptEnabled) {
      await operator.choose('x'.repeat(600_000));
      const list = operator.page.getByLabel('List');
      await expect(list).toHaveJSProperty('validationMessage', 'The file is larger than 512 KB; split it.');
    }
    await operator.choose(`\uFEFF${parcels(orderNo, 1_000)}`, 'utf16le');
    await operator.page.getByRole('button', { name: 'Look through the list' }).click();
    await expect(operator.page.getByText('1 of 1000 lines would be done.')).toBeVisible({ timeout: 60_000 });
    await operator.page.getByRole('button', { name: 'Mark 1 shipped' }).click();
    await expect(operator.page.getByText('1 orders were marked shipped or corrected.')).toBeVisible({
      timeout: 60_000,
    });
    await operator.page.getByRole('link', { name: 'Another list' }).click();
    await expect(operator.page.getByLabel('List')).toBeVisible();
    await context.close();
  });
}

/** A list as a spreadsheet of a warehouse saves it, with a column nobody here asks for; all but the last line name orders nobody placed. */
function parcels(orderNo: string, lines: number): string {
  const remark = `"${'Hall 7, aisle 12, '.repeat(8)}"`;
  const rows = Array.from({ length: lines }, (_, nth) => {
    const number = nth + 1 < lines ? `ROL-${String(nth).padStart(8, '0')}` : orderNo;
    return `${number},DHL,0034043416109404${String(nth).padStart(4, '0')},${remark}`;
  });
  return ['order,carrier,tracking,remark', ...rows].join('\r\n');
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the pages of orders and refunds are clean in ${colorScheme}, and fit a phone`, async ({ page }) => {
    const orderNo = await buyAs(page, 'red', freshEmail());
    const operator = new OperatorsPage(page);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ colorScheme });
    const paths = ['', `/${orderNo}`, `/${orderNo}/refund?amount=20&reason=goodwill`, '/goods', '/shipments'];
    for (const path of [...paths.map((rest) => `/console/orders${rest}`), '/console/refunds']) {
      await operator.open(path);
      for (const act of await page.locator('details.act').all())
        await act.evaluate((box) => box.setAttribute('open', ''));
      expect(await violations(page), path).toEqual([]);
      expect(await sideways(page), path).toBeLessThanOrEqual(0);
    }
  });
}
