import type { Locator, Page } from '@playwright/test';

/** The console as its people use it. */
export class ConsolePage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Opens a page of the console in a role of the sandbox. */
  async signIn(role: 'viewer' | 'operator' | 'admin', path = '/console/settings'): Promise<void> {
    await this.page.goto(path);
    await this.page.getByRole('button', { name: new RegExp(`^Sign in as ${role}`) }).click();
    await this.page.waitForURL(new RegExp(`${path.replace(/[?].*/, '')}`));
  }

  get title(): Locator {
    return this.page.getByRole('heading', { level: 1 });
  }

  get rail(): Locator {
    return this.page.getByRole('navigation', { name: 'Console' });
  }

  /** The way to an area, whatever it counts. */
  entry(name: string): Locator {
    return this.rail.getByRole('link', { name: new RegExp(`^${name}`) });
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog');
  }

  theme(name: 'System' | 'Light' | 'Dark'): Locator {
    return this.page.getByRole('group', { name: 'Theme' }).getByRole('button', { name });
  }
}
