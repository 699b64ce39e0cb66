import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { startSandbox } from '#sandbox/server.ts';
import {
  checkout,
  openEndpoint,
  openSandbox,
  pinkPrice,
  sdkFor,
  submitPayPage,
  webhookSecret,
} from './stage.ts';

const main = join(import.meta.dirname, '../../sandbox/main.ts');

function stateFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-state-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'nested', 'state.json');
}

/** Starts the runnable sandbox and waits for its first line. */
async function startProcess(env: Record<string, string>) {
  const child = spawn(process.execPath, [main], { env: { ...process.env, SANDBOX_PORT: '0', ...env } });
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
    });
  }
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  await vi.waitFor(() => expect(output).toContain('\n'), { timeout: 15_000, interval: 20 });
  return { child, ended, output: () => output, url: /http:\S+/.exec(output)?.[0] ?? '' };
}

it('goes on after a restart: sessions, prices, Klaviyo events, idempotency keys and undelivered webhooks', async () => {
  const statePath = stateFile();
  const endpoint = await openEndpoint([500, 200]);
  const first = await openSandbox({ statePath, endpoint, retryScheduleMs: [60_000] });
  const session = await checkout(first.stripe, {}, { idempotencyKey: 'attempt-1' });
  await first.stripe.customers.create({ name: 'Mira' });
  await vi.waitFor(() => expect(endpoint.heard).toHaveLength(1));
  await first.sandbox.close();

  const second = await openSandbox({ statePath, endpoint });
  const again = await checkout(second.stripe, {}, { idempotencyKey: 'attempt-1' });

  expect(again.id).toBe(session.id);
  expect((await second.stripe.checkout.sessions.retrieve(session.id)).status).toBe('open');
  expect(second.sandbox.stripe.deliveries()[0]).toMatchObject({
    state: 'pending',
    attempts: [{ status: 500 }],
  });
});

it('lets sessions of an earlier run still expire and be paid', async () => {
  const statePath = stateFile();
  const first = await openSandbox({ statePath });
  const session = await checkout(first.stripe);
  await first.sandbox.close();
  const second = await openSandbox({ statePath });

  const url = `${second.sandbox.url}/c/pay/${session.id}`;
  const response = await submitPayPage(
    { ...session, url },
    { email: 'mira@example.com', name: 'Mira', end: 'pay' },
  );

  expect(response.status).toBe(303);
});

it('names a damaged state file instead of starting empty', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'sandbox-state-')), 'state.json');
  onTestFinished(() => rmSync(join(path, '..'), { recursive: true, force: true }));
  writeFileSync(path, '{"sessions": [');
  await expect(startSandbox({ statePath: path })).rejects.toThrow(path);
});

it('runs as a process of its own with prices and an endpoint from the environment', async () => {
  const endpoint = await openEndpoint();
  const { child, ended, url, output } = await startProcess({
    SANDBOX_WEBHOOK_URL: endpoint.url,
    STRIPE_WEBHOOK_SECRET: webhookSecret,
    SANDBOX_PRICES: JSON.stringify([pinkPrice]),
    SANDBOX_SHOP_URL: 'http://shop.test',
  });
  const stripe = sdkFor(Number(new URL(url).port));
  await submitPayPage(await checkout(stripe), { email: 'mira@example.com', name: 'Mira', end: 'pay' });
  const home = await (await fetch(url)).text();
  child.kill('SIGTERM');

  expect(output()).toContain(`sandbox ready ${url}\n`);
  expect(endpoint.of('checkout.session.completed').map(({ genuine }) => genuine)).toEqual([true]);
  expect(home).toContain('href="http://shop.test"');
  expect(await ended).toBe(0);
});

it('says in one sentence that its port is taken', async () => {
  const { sandbox } = await openSandbox();
  const { ended, output } = await startProcess({ SANDBOX_PORT: String(sandbox.port) });
  expect(await ended).toBe(1);
  expect(output().trim()).toBe(`Port ${sandbox.port} is in use; set SANDBOX_PORT to a free one.`);
});
