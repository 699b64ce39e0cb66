import { expect, test } from '@playwright/test';
import { buyAs, freshEmail } from '#tests/e2e/account/account-page.ts';
import { complaintsOf } from '#tests/e2e/shop/shop-page.ts';
import { OrderPage } from './order-page.ts';

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled });

    test('a buyer comes from the result page and sees the money, the way, the address and the receipt', async ({
      page,
    }) => {
      const complaints = complaintsOf(page);
      await buyAs(page, 'red', freshEmail());
      const order = new OrderPage(page);
      await order.openFromResult();
      await expect(order.statement).toHaveText('We have your 299.00 USD. Red is yours.');
      await expect(order.slip).toContainText(/Paid.*299\.00.USD.*March 2027.*Göteborg.*m•••\w@example\.com/s);
      await expect(order.steps).toContainText(['Paid', 'In production', 'On its way', 'Delivered']);
      await expect(order.link('Receipt at Stripe')).toHaveAttribute('href', /\/receipts\//);
      expect(complaints).toEqual([]);
    });

    test('a guest finds an order in another browser, and not with a wrong address', async ({
      page,
      browser,
    }) => {
      const email = freshEmail();
      const orderNo = await buyAs(page, 'red', email);
      const elsewhere = await browser.newContext({ javaScriptEnabled });
      const order = new OrderPage(await elsewhere.newPage());
      await order.lookUp(orderNo, freshEmail());
      await expect(order.alert).toContainText('We found no order with both of these.');
      await expect(order.field('Order number')).toHaveValue(orderNo);
      await order.field('E-mail').fill(email);
      await order.button('Show my order').click();
      await order.page.waitForURL(`**/orders/${orderNo}`);
      await expect(order.statement).toContainText('Red is yours.');
      await elsewhere.close();
    });

    test('a buyer thinks twice, then cancels, and sees the money come back', async ({ page }) => {
      await buyAs(page, 'red', freshEmail());
      const order = new OrderPage(page);
      await order.openFromResult();
      await order.link('Cancel this order').click();
      await expect(order.statement).toHaveText('Cancel this order? 299.00 USD goes back to you.');
      await order.link('Keep my order').click();
      await expect(order.statement).toContainText('Red is yours.');
      await order.link('Cancel this order').click();
      await order.button('Cancel the order').click();
      await page.waitForURL(/\/orders\/ROL-[0-9A-Z]{8}$/);
      await expect(order.statement).toContainText(/299\.00.USD (is going|went) back to you\./);
      await expect(async () => {
        await page.reload();
        await expect(order.statement).toHaveText('299.00 USD went back to you.', { timeout: 500 });
      }).toPass();
      await expect(order.steps).toContainText([
        'Paid',
        'Order cancelled',
        'Refund sent',
        'Shown by your bank',
      ]);
      await expect(order.link('Cancel this order')).toHaveCount(0);
    });

    test('a buyer changes the address, and what was typed is kept when something is missing', async ({
      page,
    }) => {
      await buyAs(page, 'red', freshEmail());
      const order = new OrderPage(page);
      await order.openFromResult();
      await order.link('Change the address').click();
      await order.field('Street and number').fill('8 New Lane');
      await order.field('City').fill('');
      await order.button('Send it here').click();
      await expect(order.alert).toContainText('Not changed yet.');
      await expect(order.field('Street and number')).toHaveValue('8 New Lane');
      await expect(order.field('City')).toHaveAccessibleDescription('We need this to deliver.');
      await order.field('City').fill('Malmö');
      await order.button('Send it here').click();
      await expect(order.notice).toHaveText('The parcel goes to the new address.');
      await expect(order.slip).toContainText(/8 New Lane.*Malmö.*Sweden/s);
    });

    test('a buyer closes earlier links and stays in, then has this browser forget the order', async ({
      page,
    }) => {
      await buyAs(page, 'red', freshEmail());
      const order = new OrderPage(page);
      await order.openFromResult();
      await page.getByText('Who can see this page').click();
      await order.button('Close earlier links').click();
      await expect(order.notice).toContainText('Earlier links open nothing any more.');
      await page.getByText('Who can see this page').click();
      await order.button('Forget this order in this browser').click();
      await expect(order.statement).toHaveText('Find your order.');
    });
  });
}

test('an order is cancelled with the keyboard alone', async ({ page }) => {
  await buyAs(page, 'red', freshEmail());
  const order = new OrderPage(page);
  await order.openFromResult();
  for (const target of [order.link('Cancel this order'), order.button('Cancel the order')]) {
    await target.focus();
    await page.keyboard.press('Enter');
    await page.waitForLoadState();
  }
  await expect(order.statement).toContainText(/back to you\./);
});
