import type { APIRequestContext, Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import type { ShopEvent } from '#components/analytics/shop-events.ts';

/** The product page as a shopper uses it. Everything is found by what it says, never by how it is built. */
export class ShopPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(path = '/'): Promise<void> {
    await this.page.goto(path);
  }

  color(name: string): Locator {
    return this.page
      .getByRole('group', { name: /^(Colour|颜色|カラー|Color)$/ })
      .getByRole('radio', { name });
  }

  /** Presses the swatch itself; the radio lies invisible over it. */
  async choose(name: string): Promise<void> {
    await this.color(name).check();
  }

  quantity(count: number): Locator {
    return this.page.getByRole('radio', { name: String(count), exact: true });
  }

  get country(): Locator {
    return this.page.getByRole('combobox', { name: /^(Delivery to|送往|お届け先|Entrega en)$/ });
  }

  get email(): Locator {
    return this.page.getByRole('textbox', { name: /E-mail|邮箱|メール|Correo/ });
  }

  get button(): Locator {
    return this.page.getByRole('button', { name: /^(Preorder|预订|予約する|Reservar) –/ });
  }

  /** Presses the button and waits for the payment page. */
  async buy(): Promise<void> {
    await this.button.click();
    await this.page.waitForURL(/\/c\/pay\/cs_/);
  }

  /** Ends the payment on the sandbox's payment page. */
  async end(ending: 'pay' | 'decline' | 'delayed' | 'cancel'): Promise<void> {
    await this.page.locator(`button[name="end"][value="${ending}"]:visible`).click();
  }

  get statement(): Locator {
    return this.page.getByRole('heading', { level: 1 });
  }
}

/** The address of the sandbox, as the tape on every page tells it. */
export async function sandboxOf(page: Page): Promise<string> {
  const address = await page.getByRole('link', { name: /Sandbox|沙盒/ }).getAttribute('href');
  if (address === null) throw new Error('The page shows no sandbox; these tests need one.');
  return address.replace(/\/$/, '');
}

/** Everything the browser complained about while a page was open; asserted empty at the end. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  return complaints;
}

/** How many payment pages were opened for an e-mail address. */
export async function sessionsFor(
  request: APIRequestContext,
  sandbox: string,
  email: string,
): Promise<number> {
  const answer = await request.get(`${sandbox}/_sandbox/stripe/sessions`);
  const sessions = (await answer.json()) as readonly { customer_email: string | null }[];
  return sessions.filter((session) => session.customer_email === email).length;
}

/** Switches the sandbox's failures for Stripe calls; `{}` plays fair again. */
export async function breakStripe(
  request: APIRequestContext,
  sandbox: string,
  faults: { failNext?: number; status?: number } = {},
): Promise<void> {
  const stripe = { failNext: faults.failNext ?? null, status: faults.status ?? null };
  const answer = await request.patch(`${sandbox}/_sandbox/faults`, { data: { stripe } });
  expect(answer.ok()).toBe(true);
}

/** The purchases a page has told of since it was loaded. */
export const purchasesTold = (page: Page): Promise<readonly ShopEvent[]> =>
  page.evaluate(() => (window.shopEvents ?? []).filter(({ name }) => name === 'purchase'));
