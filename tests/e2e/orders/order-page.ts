import type { Locator, Page } from '@playwright/test';

/** The page of an order and what belongs to it, as a buyer uses it. */
export class OrderPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** From the result page, as the buyer's own browser does it. */
  async openFromResult(): Promise<void> {
    await this.page.getByRole('link', { name: 'See your order' }).click();
    await this.page.waitForURL(/\/orders\/ROL-[0-9A-Z]{8}$/);
  }

  get statement(): Locator {
    return this.page.getByRole('heading', { level: 1 });
  }

  get slip(): Locator {
    return this.page.getByRole('region', { name: /^Order ROL-/ });
  }

  get steps(): Locator {
    return this.page.getByRole('main').getByRole('listitem');
  }

  link(name: string): Locator {
    return this.page.getByRole('link', { name });
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name });
  }

  field(name: string): Locator {
    return this.page.getByRole('textbox', { name });
  }

  /** What just happened, or why it did not. */
  get notice(): Locator {
    return this.page.getByRole('main').getByRole('status');
  }

  get alert(): Locator {
    return this.page.getByRole('main').getByRole('alert');
  }

  async lookUp(number: string, email: string): Promise<void> {
    await this.page.goto('/orders');
    await this.field('Order number').fill(number);
    await this.field('E-mail').fill(email);
    await this.button('Show my order').click();
  }
}
