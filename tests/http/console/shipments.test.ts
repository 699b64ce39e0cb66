import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formsIn } from '#tests/http/html-form.ts';
import { type Page, type PlainBrowser, plainBrowser } from '#tests/http/plain-browser.ts';
import { startTestShop, type TestShop } from '#tests/http/test-shop.ts';

let shop: TestShop;
let browser: PlainBrowser;
beforeAll(async () => {
  shop = await startTestShop();
  browser = plainBrowser();
  await browser.submit(await browser.open(`${shop.url}/console/sign-in`), { role: 'operator' });
}, 180_000);
afterAll(() => shop?.stop(), 60_000);

async function lookThrough(bytes: number): Promise<Page> {
  const line = 'ROL-00000001,DHL,00340434161094042557\r\n';
  const list = new File([line.repeat(Math.ceil(bytes / line.length))], 'parcels.csv', { type: 'text/csv' });
  const page = await browser.open(`${shop.url}/console/orders/shipments`);
  const form = formsIn(page.html).find(({ fields }) => fields.some(([name]) => name === 'list'));
  return browser.submit(page, { list }, form ? { form } : expect.fail(page.html));
}

/** What the page says in an alert. */
const alertIn = ({ html }: Page): string => /<p role="alert">([^<]*)</.exec(html)?.[1] ?? '';

describe('a list of parcels', () => {
  it('is told line by line', async () => {
    const { status, html } = await lookThrough(35_000);
    expect(status).toBe(200);
    expect(html).toContain('0 of 1 lines would be done.');
  });

  it('of more lines than are done at once is to be split', async () => {
    expect((await lookThrough(100_000)).html).toContain('lines, more than 1000; split it.');
  });

  it('larger than 512 KB is refused in a sentence, on the page it was chosen on', async () => {
    for (const bytes of [530_000, 1_000_000]) {
      const page = await lookThrough(bytes);
      expect(page.status).toBe(200);
      expect(alertIn(page)).toBe('The file is larger than 512 KB; split it.');
    }
  });

  it('of megabytes is refused before anything of it is read', async () => {
    const { status, html } = await lookThrough(3_000_000);
    expect([status, html]).toEqual([413, 'What you sent is larger than 1024 KB. Nothing was done.\n']);
  });
});
