import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { update } from '#domain/changes.ts';
import type { Preorder } from '#domain/preorder.ts';
import { createOrderUrls } from '#libs/auth/order-url.ts';
import messages from '#locales/en.json' with { type: 'json' };
import { createPostgresPlace, type TestPlace } from '#tests/setup/stores.ts';
import { formsIn, type HtmlForm } from './html-form.ts';
import { type Page, type PlainBrowser, plainBrowser } from './plain-browser.ts';
import { startTestShop, type TestShop } from './test-shop.ts';

let shop: TestShop;
/** Another process of the same shop, on the same database. */
let twin: TestShop;
let database: TestPlace;
beforeAll(async () => {
  database = await createPostgresPlace();
  const shared = async () => ({ place: database.place, drop: async () => {} });
  const secret = 'the-secret-both-processes-sign-with';
  const env = { TRUSTED_PROXY_HOPS: '1', SESSION_SECRET: secret };
  shop = await startTestShop(env, shared);
  twin = await startTestShop(env, shared);
}, 180_000);
afterAll(async () => {
  await twin?.stop();
  await shop?.stop();
  await database?.drop();
}, 60_000);

let addresses = 0;
const anybody = (): PlainBrowser => plainBrowser({ from: `192.0.2.${++addresses}` });

/** What must be seen by nobody but the buyer. */
const secrets = ['Canary Lovelace', '7 Canary Wharf Lane'];
const email = 'canary.lovelace@example.com';

type Bought = { browser: PlainBrowser; back: string; orderNo: string; link: string };

/** Buys one companion, and waits until the shop knows. */
async function buy(): Promise<Bought> {
  const browser = anybody();
  const payPage = await browser.submit(await browser.open(`${shop.url}/?color=red`), { email });
  const ending = { end: 'pay', name: secrets[0] ?? '', line1: secrets[1] ?? '' };
  const paid = await browser.submit(payPage, ending, { follow: false });
  const back = paid.headers.get('location') ?? '';
  const session_id = new URL(back).searchParams.get('session_id') ?? '';
  const find = async () =>
    (await shop.store.list('payment_orders', { where: { session_id }, limit: 1 })).rows[0];
  await expect.poll(find, { timeout: 15_000 }).toBeDefined();
  const order = await find();
  if (!order) throw new Error('Nothing was bought.');
  const secret = shop.product.env.SESSION_SECRET ?? '';
  const link = createOrderUrls({ appUrl: shop.url, secret })(order) ?? '';
  return { browser, back, orderNo: order.order_no, link };
}

const known = (orderNo: string) => shop.store.load({ order: { method: 'stripe', orderNo } });
const pathOf = ({ url }: Page): string => new URL(url).pathname;
const words = ({ html }: Page): string =>
  html
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#x27;|&rsquo;/g, "'")
    .replace(/\s+/g, ' ');
const heading = ({ html }: Page): string =>
  words({ html: /<h1[^>]*>([\s\S]*?)<\/h1>/.exec(html)?.[1] ?? '' } as Page).trim();
const showsOrder = (page: Page): boolean => secrets.every((secret) => page.html.includes(secret));
const showsNothing = (page: Page): boolean => !secrets.some((secret) => page.html.includes(secret));

/** The form of a page whose button says so. */
function formWith(page: Page, button: string): HtmlForm {
  const forms = [...page.html.matchAll(/<form\b[\s\S]*?<\/form>/g)].map(([html]) => html);
  const [form] = formsIn(forms.find((html) => html.includes(button)) ?? '');
  if (!form) throw new Error(`${page.url} has no form with the button ${button}.`);
  return form;
}

describe('the page of an order', () => {
  it("opens from the result page in the buyer's own browser, and in no other that knows the session's id", async () => {
    const { browser, back, orderNo } = await buy();
    const result = await browser.open(back);
    const [, href = ''] = /href="([^"]*\/checkout\/order\?[^"]*)"/.exec(result.html) ?? [];
    const door = new URL(href.replaceAll('&amp;', '&'), shop.url).href;
    const mine = await browser.open(door);
    expect(pathOf(mine)).toBe(`/orders/${orderNo}`);
    expect(showsOrder(mine)).toBe(true);

    const stranger = await anybody().open(door);
    expect(pathOf(stranger)).toBe('/orders');
    expect(showsNothing(stranger)).toBe(true);
  });

  it('opens by its link, whose key does not stay in the address, the page or a script', async () => {
    const { link, orderNo } = await buy();
    const browser = anybody();
    const page = await browser.open(link);
    expect(page.url).toBe(`${shop.url}/orders/${orderNo}`);
    expect(showsOrder(page)).toBe(true);
    expect(page.html).not.toContain(new URL(link).searchParams.get('key') ?? '');
    expect(showsOrder(await browser.open(page.url))).toBe(true);
    expect(showsOrder(await anybody().open(link))).toBe(true);
  });

  it('opens by the link in the confirmation that its buyer got', async () => {
    const { orderNo } = await buy();
    // Whichever of the two processes is quicker sends it.
    const mails = async () => {
      const all = await Promise.all([shop, twin].map(({ sandbox }) => sandbox.mails()));
      return all.flat().filter(({ text }) => text.includes(orderNo));
    };
    await expect.poll(mails, { timeout: 15_000 }).toHaveLength(1);
    const [mail] = await mails();
    expect(mail?.recipients).toEqual([email]);
    const [link = ''] = /http\S+\/open\?key=\S+/.exec(mail?.text ?? '') ?? [];
    expect(showsOrder(await anybody().open(link))).toBe(true);
  });

  it('keeps itself out of caches, frames, search engines and the referrers of others', async () => {
    const { link } = await buy();
    const door = await fetch(link, { redirect: 'manual', headers: { 'accept-language': 'en' } });
    expect(door.headers.getSetCookie().join()).toMatch(/HttpOnly/i);
    expect(door.headers.getSetCookie().join()).toMatch(/SameSite=lax/i);
    const { headers, html } = await anybody().open(link);
    expect(headers.get('cache-control')).toMatch(/no-store/);
    expect(headers.get('content-security-policy')).toMatch(
      /script-src 'self' 'nonce-[^']+' 'strict-dynamic'/,
    );
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(html).toMatch(/<meta name="referrer" content="same-origin"/);
    expect(html).toMatch(/<meta name="robots" content="noindex/);
  });

  it('stays closed to a forged key, a cut one, one for another order and a cookie of our making', async () => {
    const [one, other] = [await buy(), await buy()];
    const key = new URL(one.link).searchParams.get('key') ?? '';
    const open = (text: string) => `${shop.url}/orders/${other.orderNo}/open?key=${text}`;
    for (const text of [
      key,
      key.slice(0, -3),
      `9${key.slice(1)}`,
      '',
      '1.AAAA',
      encodeURIComponent("' or 1=1 --"),
    ]) {
      const page = await anybody().open(open(text));
      expect(pathOf(page)).toBe('/orders');
      expect(words(page)).toContain(messages.lookup.problem.link.title);
    }
    const browser = anybody();
    await browser.open(one.link);
    const page = await browser.open(`${shop.url}/orders/${other.orderNo}`);
    expect(pathOf(page)).toBe('/orders');
    expect(showsNothing(page)).toBe(true);
    const forged = await fetch(`${shop.url}/orders/${other.orderNo}`, {
      headers: { cookie: 'orders=eyJhbGciOiJub25lIn0.eyJvcmRlcnMiOltdfQ.', 'accept-language': 'en' },
    });
    expect(new URL(forged.url).pathname).toBe('/orders');
  });

  it('looks the same from outside whether there is such an order or not', async () => {
    const { orderNo } = await buy();
    const unknown = orderNo.replace(/.{4}$/, 'ZZZZ');
    const pages = await Promise.all(
      [orderNo, unknown].map((number) => anybody().open(`${shop.url}/orders/${number}`)),
    );
    expect(pages.map(({ status }) => status)).toEqual([200, 200]);
    const [real, made] = pages.map((page) => words(page).replaceAll(orderNo, '#').replaceAll(unknown, '#'));
    expect(real).toBe(made);
    for (const rest of ['nonsense', 'nonsense/cancel', 'ROL-7K2M9QXDD']) {
      const page = await anybody().open(`${shop.url}/orders/${rest}`);
      expect(page.status).toBe(404);
      expect(words(page)).toContain(messages.not_found.title);
    }
  });

  it('closes to every link and every browser let in before, when its buyer says so', async () => {
    const { link, orderNo } = await buy();
    const [buyer, lost] = [anybody(), anybody()];
    await lost.open(link);
    const page = await buyer.open(link);
    const after = await buyer.submit(page, {}, { form: formWith(page, messages.order.revoke) });
    expect(words(after)).toContain(messages.order.notice.links_revoked);
    expect(showsOrder(await buyer.open(`${shop.url}/orders/${orderNo}`))).toBe(true);
    for (const page of [await lost.open(`${shop.url}/orders/${orderNo}`), await anybody().open(link)]) {
      expect(pathOf(page)).toBe('/orders');
      expect(showsNothing(page)).toBe(true);
    }
  });

  it('is forgotten by a browser that is told to', async () => {
    const { link, orderNo } = await buy();
    const browser = anybody();
    const page = await browser.open(link);
    await browser.submit(page, {}, { form: formWith(page, messages.order.forget) });
    expect(pathOf(await browser.open(`${shop.url}/orders/${orderNo}`))).toBe('/orders');
  });
});

describe('what a buyer may do', () => {
  it('cancels the order without a script, and the money goes back once however often it is pressed', async () => {
    const { link, orderNo } = await buy();
    const browser = anybody();
    await browser.open(link);
    const page = await browser.open(`${shop.url}/orders/${orderNo}/cancel`);
    expect(heading(page)).toContain('goes back to you');
    const form = formWith(page, messages.order.cancel_page.button);
    const pressed = await Promise.all([1, 2, 3].map(() => browser.submit(page, {}, { form })));
    const { cancelled, refunded } = messages.order.state;
    for (const after of pressed) {
      expect([cancelled.word, refunded.word].some((word) => words(after).includes(word))).toBe(true);
    }
    await expect
      .poll(async () => (await known(orderNo)).order?.record.status, { timeout: 20_000 })
      .toBe('refunded');
    const { order, preorder } = await known(orderNo);
    expect(preorder?.record.status).toBe('cancelled');
    expect(order?.record.amount_refunded).toBe(order?.record.amount);
    const refunds = (await shop.sandbox.events()).filter(
      ({ type, data }) =>
        type === 'refund.created' && JSON.stringify(data).includes(order?.record.trade_no ?? '?'),
    );
    expect(refunds).toHaveLength(1);
    expect(words(await browser.open(`${shop.url}/orders/${orderNo}`))).toContain(
      messages.order.state.refunded.word,
    );
  });

  it('is refused with a reason once it has shipped, also by a form that was open before', async () => {
    const { link, orderNo } = await buy();
    const browser = anybody();
    await browser.open(link);
    const page = await browser.open(`${shop.url}/orders/${orderNo}/cancel`);
    await ship(orderNo, { status: 'shipped', carrier: 'DHL', tracking_number: '00340434161094042557' });
    const form = formWith(page, messages.order.cancel_page.button);
    const reason = messages.order.refusal.too_late.split('.')[0] ?? '';
    expect(words(await browser.submit(page, {}, { form }))).toContain(reason);
    for (const act of ['cancel', 'address']) {
      expect(words(await browser.open(`${shop.url}/orders/${orderNo}/${act}`))).toContain(reason);
    }
    const shown = await browser.open(`${shop.url}/orders/${orderNo}`);
    expect(shown.html).toContain('00340434161094042557');
    expect(shown.html).toContain('https://www.dhl.com/');
    expect((await known(orderNo)).order?.record.status).toBe('paid');
  });

  it('sends the parcel to another address, with what was typed kept when something is missing', async () => {
    const { link, orderNo } = await buy();
    const browser = anybody();
    await browser.open(link);
    const page = await browser.open(`${shop.url}/orders/${orderNo}/address`);
    const wrong = await browser.submit(page, { line1: '8 New Lane', city: '' });
    expect(words(wrong)).toContain(messages.order.address_page.missing);
    expect(wrong.html).toContain('value="8 New Lane"');
    const after = await browser.submit(wrong, { city: 'Bristol', country: 'FR' });
    expect(words(after)).toContain(messages.order.notice.address_changed);
    expect(after.html).toContain('8 New Lane');
    const { order } = await known(orderNo);
    expect(order?.record.shipping_address).toMatchObject({ line1: '8 New Lane', city: 'Bristol' });
    expect(order?.record.shipping_address?.country).not.toBe('FR');
  });

  it('is nothing for a browser without a pass, whatever form it sends', async () => {
    const { link, orderNo } = await buy();
    const browser = anybody();
    await browser.open(link);
    const page = await browser.open(`${shop.url}/orders/${orderNo}/cancel`);
    const form = formWith(page, messages.order.cancel_page.button);
    const after = await anybody().submit(page, {}, { form });
    expect(pathOf(after)).toBe('/orders');
    expect((await known(orderNo)).preorder?.record.status).toBe('confirmed');
  });

  async function ship(orderNo: string, set: Partial<Omit<Preorder, 'id'>>): Promise<void> {
    const { preorder } = await known(orderNo);
    if (!preorder) throw new Error('There is no preorder.');
    await shop.store.commit({ log: null, changes: [update('preorders', preorder, set)] });
  }
});

describe('looking up an order', () => {
  const ask = async (browser: PlainBrowser, at: TestShop, number: string, address: string) =>
    browser.submit(await browser.open(`${at.url}/orders`), { number, email: address });

  it('opens it for whoever knows its number and its address, however they are written', async () => {
    const { orderNo } = await buy();
    const typed = ` ${orderNo.toLowerCase().replace('-', ' ')} `;
    const page = await ask(anybody(), shop, typed, email.toUpperCase());
    expect(page.url).toBe(`${shop.url}/orders/${orderNo}`);
    expect(showsOrder(page)).toBe(true);
  });

  it('says the same of a wrong address and an order nobody has, and keeps what was typed', async () => {
    const { orderNo } = await buy();
    const unknown = orderNo.replace(/.{4}$/, 'ZZZZ');
    const wrong = await ask(anybody(), shop, orderNo, 'eve@example.com');
    const none = await ask(anybody(), shop, unknown, 'eve@example.com');
    const told = [wrong, none].map((page) => words(page).replaceAll(orderNo, '#').replaceAll(unknown, '#'));
    expect(told[0]).toContain(messages.lookup.problem.not_found.title);
    expect(told[0]).toBe(told[1]);
    expect(wrong.status).toBe(none.status);
    expect(wrong.html).toContain('value="eve@example.com"');
    expect(wrong.url).not.toContain('eve');
  });

  it.each([
    ['nothing at all', email, messages.lookup.problem.invalid.title],
    ['ROL-7K2M9QXD', 'nonsense', messages.lookup.invalid_email],
  ])('names what is wrong with %s and %s', async (number, address, sentence) => {
    expect(words(await ask(anybody(), shop, number, address))).toContain(sentence);
  });

  it('is limited for one visitor in both processes together, and for nobody else', {
    timeout: 60_000,
  }, async () => {
    const guesser = anybody();
    const guess = async (nth: number) => {
      const number = `ROL-${String(nth).padStart(8, '0')}`;
      return words(await ask(guesser, nth % 2 ? shop : twin, number, 'eve@example.com'));
    };
    const answers: string[] = [];
    for (let nth = 0; nth < 24; nth++) answers.push(await guess(nth));
    const refused = (text: string) => text.includes(messages.lookup.problem.too_many.title);
    expect(answers.map(refused)).toEqual([...Array(20).fill(false), ...Array(4).fill(true)]);
    const { orderNo } = await buy();
    expect(pathOf(await ask(anybody(), twin, orderNo, email))).toBe(`/orders/${orderNo}`);
  });

  it('says so while the records cannot be read, and lets nobody guess meanwhile', async () => {
    const { orderNo, link } = await buy();
    const browser = anybody();
    await browser.open(link);
    shop.line.blackhole();
    try {
      const page = await ask(anybody(), shop, orderNo, email);
      expect(words(page)).toContain(messages.lookup.problem.unavailable.title);
      const order = await browser.open(`${shop.url}/orders/${orderNo}`);
      expect(words(order)).toContain(messages.order.late_title.split('.')[0]);
    } finally {
      shop.line.restore();
    }
    await expect
      .poll(async () => pathOf(await ask(anybody(), shop, orderNo, email)), { timeout: 20_000 })
      .toBe(`/orders/${orderNo}`);
  });
});

describe('opening payment pages', () => {
  it('is slowed down for one visitor who opens too many, and for nobody else', {
    timeout: 120_000,
  }, async () => {
    const from = `198.51.100.${++addresses}`;
    const start = async () => {
      const browser = plainBrowser({ from });
      return browser.submit(await browser.open(`${shop.url}/?color=red`), {}, { follow: false });
    };
    const pages: Page[] = [];
    for (let nth = 0; nth < 32; nth++) pages.push(await start());
    const refused = pages.filter(({ status }) => status === 200);
    expect(refused).toHaveLength(2);
    expect(words(refused[0] as Page)).toContain(messages.checkout_error.too_many_attempts.title);
    const other = anybody();
    const page = await other.submit(await other.open(`${shop.url}/?color=red`), {}, { follow: false });
    expect(page.status).toBe(303);
  });
});

beforeEach(() => {
  // Every test brings visitors of its own; an address in the middle of the network is enough for all of them.
  addresses = (addresses + 7) % 200;
});
