import { expect, type Locator, type Page } from '@playwright/test';

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

  apply = (reason: string): Promise<void> => this.confirm('Apply replay', reason);
  setAside = (reason: string): Promise<void> => this.confirm('Set aside', reason);

  /** Gives the reason and presses the button, by keyboard alone. */
  private async confirm(verb: string, reason: string): Promise<void> {
    const form = this.page.getByRole('form', { name: verb });
    await form.getByRole('textbox', { name: 'Reason, shown on the timeline' }).focus();
    await this.page.keyboard.type(reason);
    await this.page.keyboard.press('Tab');
    await expect(form.getByRole('button', { name: verb })).toBeFocused();
    await this.page.keyboard.press('Enter');
  }
}
