import type { Locator, Page } from '@playwright/test';
import { ShopPage } from '#tests/e2e/shop/shop-page.ts';

/** Signing in and looking at one's orders, as a shopper does it. */
export class AccountPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(path = '/account'): Promise<void> {
    await this.page.goto(path);
  }

  get email(): Locator {
    return this.page.getByRole('textbox', { name: /^(E-mail|邮箱|メールアドレス|Correo electrónico)$/ });
  }

  async signIn(email: string): Promise<void> {
    await this.email.fill(email);
    await this.page.getByRole('button', { name: /^(Sign in|登录|ログイン|Iniciar sesión)$/ }).click();
    await this.page.waitForURL(/\/account$/);
  }

  get title(): Locator {
    return this.page.getByRole('heading', { level: 1 });
  }

  get orders(): Locator {
    return this.page.getByRole('listitem').filter({ has: this.page.getByRole('heading', { level: 2 }) });
  }

  get signOut(): Locator {
    return this.page.getByRole('button', { name: 'Sign out', exact: true });
  }

  get signOutEverywhere(): Locator {
    return this.page.getByRole('button', { name: 'Sign out everywhere' });
  }
}

/** An address nobody has used in this run. */
export const freshEmail = (): string => `mira.${Math.random().toString(36).slice(2)}@example.com`;

/** Buys one companion and pays for it; answers the order's number. */
export async function buyAs(page: Page, color: string, email: string): Promise<string> {
  const shop = new ShopPage(page);
  await shop.open(`/?color=${color}`);
  await shop.email.fill(email);
  await shop.buy();
  await shop.end('pay');
  return (
    (await page
      .getByText(/^ROL-[0-9A-Z]{8}$/)
      .first()
      .textContent()) ?? ''
  );
}
