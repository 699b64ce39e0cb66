import * as fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { update } from '#domain/changes.ts';
import { databases } from '#tests/setup/stores.ts';
import { type Page, plainBrowser } from './plain-browser.ts';
import { ping, startTestShop, type TestShop } from './test-shop.ts';

let shop: TestShop;

/** What must never be seen by anyone but the buyer, and never in a log. */
const canary = {
  email: 'canary.lovelace',
  name: 'Canary Lovelace',
  line1: '7 Canary Wharf Lane',
};

const orderOf = async (sessionId: string) =>
  (await shop.store.list('payment_orders', { where: { session_id: sessionId }, limit: 5 })).rows;
const lose = (share: number) => shop.sandbox.setFaults({ webhook: { loss: share } });

let buyers = 0;

/** Buys one companion as the canary, and answers the page the buyer would be sent back to. */
async function pay(end: 'pay' | 'delayed' = 'pay'): Promise<{ back: string; sessionId: string }> {
  const browser = plainBrowser();
  const email = `${canary.email}+${++buyers}@example.com`;
  const payPage = await browser.submit(await browser.open(`${shop.url}/?color=red`), { email });
  const paid = await browser.submit(
    payPage,
    { end, name: canary.name, line1: canary.line1 },
    { follow: false },
  );
  const back = paid.headers.get('location') ?? '';
  return { back, sessionId: new URL(back).searchParams.get('session_id') ?? '' };
}

const open = (url: string): Promise<Page> => plainBrowser().open(url);

describe.each(databases)('on %s,', (_, createPlace) => {
  beforeAll(async () => {
    shop = await startTestShop({}, createPlace);
  }, 120_000);
  afterAll(() => shop?.stop(), 60_000);

  it("shows a stranger who knows the session's id the order but nothing personal", async () => {
    const { back } = await pay();
    const { html, headers } = await open(back);
    expect(html).toMatch(/ROL-[0-9A-Z]{8}/);
    for (const secret of Object.values(canary)) expect(html).not.toContain(secret);
    expect(headers.get('cache-control')).toMatch(/no-store|private/);
  });

  it('knows nothing of a session that does not exist', async () => {
    for (const id of ['cs_test_nobody0000000000', 'cs_', '../../etc/passwd', "' or 1=1 --"]) {
      const { status, html } = await open(`${shop.url}/checkout/result?session_id=${encodeURIComponent(id)}`);
      expect(status).toBe(200);
      expect(html).not.toMatch(/ROL-[0-9A-Z]{8}/);
    }
  });

  it('finds a payment whose notification was lost, and the late notification changes nothing', {
    timeout: 30_000,
  }, async () => {
    await lose(1);
    const { back, sessionId } = await pay();
    await lose(0);
    expect(await orderOf(sessionId)).toEqual([]);
    expect((await open(back)).html).toMatch(/ROL-[0-9A-Z]{8}/);
    expect(await orderOf(sessionId)).toMatchObject([{ status: 'paid', version: 1 }]);

    const events = await shop.sandbox.events();
    const paid = events.find(
      ({ type, data }) => type.endsWith('.completed') && JSON.stringify(data).includes(sessionId),
    );
    expect((await shop.deliver(paid)).status).toBe(200);
    expect(await orderOf(sessionId)).toMatchObject([{ version: 1 }]);
    const logs = (await shop.store.list('webhook_logs', { where: { event_id: paid?.id ?? '' }, limit: 2 }))
      .rows;
    expect(logs).toMatchObject([{ status: 'success', result: expect.stringContaining('Already applied') }]);
  });

  it('and the notification, twenty times at once, make one order', { timeout: 30_000 }, async () => {
    await lose(1);
    const { back, sessionId } = await pay();
    await lose(0);
    const events = await shop.sandbox.events();
    const paid = events.find(
      ({ type, data }) => type.endsWith('.completed') && JSON.stringify(data).includes(sessionId),
    );
    const both = Array.from({ length: 20 }, (_, nth) => (nth % 2 ? open(back) : shop.deliver(paid)));
    const statuses = (await Promise.all(both)).map(({ status }) => status);
    // Whoever loses the race too often is told to come again.
    expect(statuses.every((status) => status === 200 || status === 503)).toBe(true);
    expect((await shop.deliver(paid)).status).toBe(200);
    expect(await orderOf(sessionId)).toHaveLength(1);
    expect(
      (await shop.store.list('preorders', { where: { session_id: sessionId }, limit: 5 })).rows,
    ).toHaveLength(1);
  });

  it('tells the truth about a delayed payment', { timeout: 30_000 }, async () => {
    const { back, sessionId } = await pay('delayed');
    await expect.poll(() => orderOf(sessionId)).toMatchObject([{ status: 'pending' }]);
    const waiting = (await open(back)).html;
    await shop.sandbox.play(sessionId, 'delayed_succeed');
    await expect.poll(() => orderOf(sessionId)).toMatchObject([{ status: 'paid' }]);
    const confirmed = (await open(back)).html;
    const heading = (html: string) => /<h1[^>]*>([\s\S]*?)<\/h1>/.exec(html)?.[1];
    expect(heading(waiting)).toBeTruthy();
    expect(heading(waiting)).not.toBe(heading(confirmed));
  });

  it('says of a cancelled order what goes back, and never that it ships', async () => {
    const { back, sessionId } = await pay();
    await expect.poll(() => orderOf(sessionId)).toMatchObject([{ status: 'paid' }]);
    expect((await open(back)).html).toContain('It ships');
    const { preorder } = await shop.store.load({ order: { method: 'stripe', sessionId } });
    if (!preorder) throw new Error('Nothing was begun.');
    const cancelled = update('preorders', preorder, { status: 'cancelled' });
    await shop.store.commit({ log: null, changes: [cancelled] });
    const { html } = await open(back);
    expect(html).toContain('is going back to you');
    expect(html).not.toContain('It ships');
  });

  it('and everything before it left no secret and no shopper in the log', async () => {
    await ping(shop, 'outbox');
    await shop.deliver('{"id":"evt_bad"', { secret: 'whsec_of_nobody_00000000' });
    const output = shop.output();
    expect(output).toContain('webhook answered');
    for (const secret of [...secretsOf(shop), ...Object.values(canary)]) expect(output).not.toContain(secret);
  });

  it('and the bundle for browsers holds no secret and no name of one', () => {
    const bundle = filesBelow(path.join(import.meta.dirname, '../../.next/static')).map((file) =>
      fs.readFileSync(file, 'latin1'),
    );
    expect(bundle.length).toBeGreaterThan(3);
    const all = bundle.join('\n');
    for (const secret of secretsOf(shop)) expect(all).not.toContain(secret);
    expect(all).not.toMatch(
      /sk_(test|live)_|whsec_|postgres:\/\/|STRIPE_|KLAVIYO_|DATABASE_|CRON_SECRET|SESSION_SECRET/,
    );
  });
});

function secretsOf({ product: { env } }: TestShop): string[] {
  const names = [
    'STRIPE_SECRET_KEY',
    'CRON_SECRET',
    'SESSION_SECRET',
    'NEXT_SERVER_ACTIONS_ENCRYPTION_KEY',
    'KLAVIYO_API_KEY',
  ];
  const webhookSecrets = (env.STRIPE_WEBHOOK_SECRET ?? '').split(',');
  const found = [
    ...names.map((name) => env[name] ?? ''),
    ...webhookSecrets,
    ...(env.DATABASE_URL ? [new URL(env.DATABASE_URL).password] : []),
  ];
  expect(found.every((secret) => secret.length > 8)).toBe(true);
  return found;
}

const filesBelow = (folder: string): string[] =>
  fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
