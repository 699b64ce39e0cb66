import type { Locator, Page } from '@playwright/test';

/** The webhooks of the console, as somebody uses them who has never seen it. */
export class WebhooksPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Follows an address, such as the one in an alert, and signs in on the way. */
  async follow(address: string, role = 'operator'): Promise<void> {
    await this.page.goto(address);
    await this.page.getByRole('button', { name: new RegExp(role, 'i') }).click();
    await this.page.waitForURL(`**${address}`);
  }

  /** A row of the list by what stands in it. */
  row(text: string | RegExp): Locator {
    return this.page.getByRole('row').filter({ hasText: text });
  }

  get panel(): Locator {
    return this.page.getByRole('region', { name: 'Event detail' });
  }

  async open(row: Locator): Promise<void> {
    await row.getByRole('link').click();
    await this.panel.waitFor();
  }

  link(name: string): Locator {
    return this.page.getByRole('link', { name });
  }

  get main(): Locator {
    return this.page.getByRole('main');
  }

  /** Gives the reason and presses the button. */
  async apply(reason: string): Promise<void> {
    await this.page.getByRole('textbox', { name: 'Reason, shown on the timeline' }).fill(reason);
    await this.page.getByRole('button', { name: 'Apply replay' }).click();
  }
}
