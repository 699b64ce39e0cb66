import { expect, test } from '@playwright/test';
import { complaintsOf } from '#tests/e2e/shop/shop-page.ts';
import { AccountPage, buyAs, freshEmail } from './account-page.ts';

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled });

    test('a guest buys, signs in with the same address and finds the order', async ({ page }) => {
      const complaints = complaintsOf(page);
      const email = freshEmail();
      const orderNo = await buyAs(page, 'red', email);
      const account = new AccountPage(page);
      await page.getByRole('banner').getByRole('link', { name: 'Orders' }).click();
      await expect(account.title).toHaveText('Sign in to see your orders.');
      await account.signIn(email);
      await expect(account.orders).toHaveCount(1);
      await expect(account.orders).toContainText(/Paid.*We have your 299\.00.USD\..*Rolitt, Red/s);
      await account.orders.getByRole('link', { name: orderNo }).click();
      await expect(account.title).toContainText('Red is yours');
      expect(complaints).toEqual([]);
    });

    test('what is bought while signed in is there at once, the latest first', async ({ page }) => {
      const account = new AccountPage(page);
      await account.open();
      await account.signIn(freshEmail());
      await expect(page.getByRole('heading', { name: 'No orders yet.' })).toBeVisible();
      await buyAs(page, 'red', freshEmail());
      await buyAs(page, 'healing-green', freshEmail());
      await account.open();
      await expect(account.orders.getByRole('heading')).toHaveText(['Rolitt, Healing Green', 'Rolitt, Red']);
    });

    test('nobody else’s orders are shown', async ({ page }) => {
      await buyAs(page, 'red', freshEmail());
      const account = new AccountPage(page);
      await account.open();
      await account.signIn(freshEmail());
      await expect(account.orders).toHaveCount(0);
    });

    test('signing out shows the orders to nobody any more', async ({ page }) => {
      const account = new AccountPage(page);
      await account.open();
      await account.signIn(freshEmail());
      await account.signOut.click();
      await expect(account.title).toHaveText('You are signed out.');
      await account.open();
      await expect(account.title).toHaveText('Sign in to see your orders.');
    });

    test('signing out everywhere ends the session in another browser too', async ({ page, browser }) => {
      const email = freshEmail();
      const elsewhere = new AccountPage(await (await browser.newContext({ javaScriptEnabled })).newPage());
      const here = new AccountPage(page);
      for (const account of [here, elsewhere]) {
        await account.open();
        await account.signIn(email);
      }
      await here.signOutEverywhere.click();
      await expect(here.title).toHaveText('You are signed out.');
      await elsewhere.open();
      await expect(elsewhere.title).toHaveText('Sign in to see your orders.');
      await elsewhere.page.context().close();
    });
  });
}

test('an account is used with the keyboard alone', async ({ page }) => {
  const account = new AccountPage(page);
  await account.open();
  await account.email.focus();
  await page.keyboard.type(freshEmail());
  await page.keyboard.press('Enter');
  await expect(account.title).toHaveText('Your orders');
  await account.signOut.focus();
  await page.keyboard.press('Enter');
  await expect(account.title).toHaveText('You are signed out.');
});

test('the session is out of reach of scripts and other sites', async ({ page, context }) => {
  const account = new AccountPage(page);
  await account.open();
  await account.signIn(freshEmail());
  const session = (await context.cookies()).find(({ name }) => name === 'session');
  expect(session).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
  expect(await page.evaluate(() => document.cookie)).not.toContain('session');
});
