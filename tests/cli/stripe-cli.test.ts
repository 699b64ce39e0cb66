import { spawn } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { signalGroup } from '#scripts/child.ts';
import { startTestShop, type TestShop } from '#tests/http/test-shop.ts';

const root = path.join(import.meta.dirname, '../..');
/** The command line tool answers within a second; the machine may be busy. */
const patience = { timeout: 30_000, interval: 200 };

let shop: TestShop;
let listening: Program;
beforeAll(async () => {
  shop = await startTestShop();
  listening = npmRun('stripe:listen');
  await vi.waitFor(() => expect(listening.output()).toContain('Ready!'), { ...patience, timeout: 60_000 });
}, 150_000);
afterAll(async () => {
  await listening?.stop();
  await shop?.stop();
}, 60_000);

type Program = { output: () => string; ended: Promise<number | null>; stop(): Promise<void> };

/** One of our npm scripts, configured like the shop. */
function npmRun(script: string, ...words: string[]): Program {
  const args = ['run', '--silent', script, '--', ...words];
  const env = { ...process.env, ...shop.product.env } as NodeJS.ProcessEnv;
  const child = spawn('npm', args, { cwd: root, env, detached: true });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  return {
    output: () => output,
    ended,
    async stop() {
      if (child.pid !== undefined) signalGroup(child.pid, 'SIGTERM');
      await ended;
    },
  };
}

/** Runs a script to its end, which has to be a good one. Answers what it said. */
async function done(script: string, ...words: string[]): Promise<string> {
  const program = npmRun(script, ...words);
  expect(await program.ended, program.output()).toBe(0);
  return program.output();
}

const rows = async <T extends Parameters<TestShop['store']['list']>[0]>(table: T, where: object = {}) =>
  (await shop.store.list(table, { where, limit: 200 })).rows;
const logsOf = (event: string) => rows('webhook_logs', { event });
/** How the forwarding listener says it: `2026-11-21 12:00:00 <-- [200] POST http://…`. */
const answers = () => [...listening.output().matchAll(/\[(\d{3})\] POST/g)].map(([, status]) => status);

/** Triggers, and waits until everything it caused has been delivered and forwarded. */
async function trigger(...words: string[]): Promise<void> {
  const before = answers().length;
  await done('stripe:trigger', ...words);
  await expect.poll(() => answers().length, patience).toBeGreaterThan(before);
  await expect.poll(shop.sandbox.isIdle, patience).toBe(true);
}

describe('the real Stripe command line', { timeout: 120_000 }, () => {
  it('triggers a completed checkout that is not ours: ignored, with a hint how to make it ours', async () => {
    await trigger('checkout.session.completed');
    await expect.poll(() => logsOf('checkout.session.completed'), patience).toHaveLength(1);
    const [log] = await logsOf('checkout.session.completed');
    expect(log).toMatchObject({ status: 'ignored', error_code: 'not_ours' });
    expect(log?.result).toContain('--ours');
    expect(await rows('payment_orders')).toEqual([]);
  });

  it('triggers one of ours: an order and a preorder of the colour that was asked for', async () => {
    await trigger('checkout.session.completed', '--ours', '--color=red');
    await expect
      .poll(() => rows('payment_orders'), patience)
      .toMatchObject([{ status: 'paid', variant: 'red', needs_attention: null }]);
    expect(await rows('preorders')).toMatchObject([{ color: 'red', status: 'confirmed' }]);
    const sent = async () => (await rows('outbox', { status: 'sent' })).map(({ kind }) => kind).sort();
    await expect.poll(sent, patience).toEqual(['email', ...Array(3).fill('klaviyo.event')]);
  });

  it('resends an event, which changes nothing', async () => {
    const logs = await rows('webhook_logs', { event: 'checkout.session.completed', status: 'success' });
    const before = [await rows('payment_orders'), await rows('preorders'), await rows('outbox'), logs];
    const heard = answers().length;
    const said = await done('stripe:resend', logs[0]?.event_id ?? '');
    expect(JSON.parse(said.slice(said.indexOf('{')))).toMatchObject({ id: logs[0]?.event_id });
    await expect.poll(() => answers().length, patience).toBeGreaterThan(heard);
    const after = await rows('webhook_logs', { event: 'checkout.session.completed', status: 'success' });
    expect([await rows('payment_orders'), await rows('preorders'), await rows('outbox'), after]).toEqual(
      before,
    );
  });

  it.each([
    ['checkout.session.async_payment_succeeded', 'paid'],
    ['checkout.session.async_payment_failed', 'cancelled'],
    ['checkout.session.expired', 'cancelled'],
  ])('triggers %s of ours: the order ends %s', async (event, status) => {
    const before = await rows('payment_orders');
    await trigger(event, '--ours');
    const fresh = async () =>
      (await rows('payment_orders')).filter(({ id }) => !before.some((known) => known.id === id));
    await expect.poll(fresh, patience).toMatchObject([{ status }]);
  });

  it.each(['charge.refunded', 'charge.dispute.created'])('triggers %s, which is taken', async (event) => {
    await trigger(event);
    await expect.poll(() => logsOf(event), patience).not.toEqual([]);
  });

  it('got 200 for everything it forwarded', () => {
    expect(new Set(answers())).toEqual(new Set(['200']));
  });
});
