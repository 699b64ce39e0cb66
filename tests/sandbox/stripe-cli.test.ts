import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it, onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';
import { openEndpoint, openSandbox } from './stage.ts';

const cli = join(import.meta.dirname, '../../node_modules/.bin/stripe');
const run = promisify(execFile);

/** The vendor's own command line tool, at home in an empty folder and pointed at the sandbox. */
function cliFor(sandboxUrl: string) {
  const home = mkdtempSync(join(tmpdir(), 'stripe-cli-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const env: NodeJS.ProcessEnv = {
    NODE_ENV: 'test',
    PATH: process.env.PATH,
    HOME: home,
    STRIPE_API_KEY: 'sk_test_sandbox_key',
    STRIPE_CLI_TELEMETRY_OPTOUT: '1',
  };
  const base = ['--api-base', sandboxUrl];
  return {
    run: (...words: string[]) => run(cli, [...words, ...base], { env, timeout: 20_000 }),
    listen: (...words: string[]) =>
      listener(spawn(cli, ['listen', '--skip-update', ...words, ...base], { env, detached: true })),
  };
}

function listener(child: ChildProcess) {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      output += chunk;
    });
  }
  // The installed command is a wrapper; the real one runs in its process group.
  onTestFinished(() => void (child.pid && process.kill(-child.pid)));
  const said = (words: string) =>
    vi.waitFor(() => expect(output).toContain(words), { timeout: 15_000, interval: 50 });
  return { said, output: () => output };
}

/** Since 1.52 the CLI wants to be told which events to forward; before, there was no such flag. */
async function everyEvent(stripe: ReturnType<typeof cliFor>): Promise<string[]> {
  const { stdout } = await stripe.run('listen', '--help');
  return stdout.includes('--all-snapshot') ? ['--all-snapshot'] : [];
}

it.each([
  ['checkout.session.completed', 'checkout.session.completed'],
  ['checkout.session.async_payment_succeeded', 'checkout.session.async_payment_succeeded'],
  ['checkout.session.async_payment_failed', 'checkout.session.async_payment_failed'],
  ['checkout.session.expired', 'checkout.session.expired'],
  ['charge.refunded', 'charge.refunded'],
  ['charge.refund.updated', 'refund.updated'],
  ['payment_intent.payment_failed', 'payment_intent.payment_failed'],
  ['charge.dispute.created', 'charge.dispute.created'],
])('plays its part in `stripe trigger %s`', async (trigger, type) => {
  const { sandbox } = await openSandbox();

  const { stdout } = await cliFor(sandbox.url).run('trigger', trigger);

  expect(stdout).toContain('Trigger succeeded');
  await vi.waitFor(() => expect(sandbox.stripe.events().map((event) => event.type)).toContain(type), 5000);
});

it('puts what --add names into the session', async () => {
  const { sandbox } = await openSandbox();
  const add = [
    '--add',
    'checkout_session:metadata.order_no=ROL-1',
    '--add',
    'checkout_session:client_reference_id=ROL-1',
  ];
  await cliFor(sandbox.url).run('trigger', 'checkout.session.completed', ...add);
  expect(sandbox.stripe.sessions()[0]).toMatchObject({
    client_reference_id: 'ROL-1',
    metadata: { order_no: 'ROL-1' },
  });
});

it('forwards events through `stripe listen`, signed with the printed secret, and resends them', async () => {
  const { sandbox } = await openSandbox();
  const stripe = cliFor(sandbox.url);
  const secret = (await stripe.run('listen', '--print-secret')).stdout.trim();
  const endpoint = await openEndpoint([200], secret);

  const listening = stripe.listen(...(await everyEvent(stripe)), '--forward-to', endpoint.url);
  await listening.said(secret);
  await stripe.run('trigger', 'checkout.session.completed');
  await listening.said('checkout.session.completed');
  await vi.waitFor(() => expect(endpoint.of('checkout.session.completed')).toHaveLength(1), 5000);
  const [completed] = endpoint.of('checkout.session.completed');
  const { stdout } = await stripe.run('events', 'resend', String(completed?.event.id));
  await vi.waitFor(() => expect(endpoint.of('checkout.session.completed')).toHaveLength(2), 5000);

  expect(JSON.parse(stdout)).toMatchObject({ id: completed?.event.id, object: 'event' });
  expect(endpoint.heard.every(({ genuine }) => genuine)).toBe(true);
});

it('tells a listener what it has not acknowledged again', async () => {
  const { sandbox, stripe } = await openSandbox();
  const opened = await fetch(`${sandbox.url}/v1/stripecli/sessions`, {
    method: 'POST',
    headers: { Authorization: 'Bearer sk_test_sandbox_key' },
    body: new URLSearchParams({ device_name: 'laptop' }),
  });
  const session = JSON.parse(await opened.text());
  await stripe.customers.create({ name: 'Mira' });

  const first = await hearOnce(session, false);
  const second = await hearOnce(session, true);
  await expect(hearOnce({ ...session, websocket_id: 'cliws_unknown' }, false)).rejects.toThrow('401');

  expect(JSON.parse(first.event_payload)).toMatchObject({ type: 'customer.created' });
  expect(second.webhook_conversation_id).toBe(first.webhook_conversation_id);
});

type Frame = { event_payload: string; webhook_conversation_id: string };

/** Connects like the CLI, hears one frame, and acknowledges it or not. */
async function hearOnce(
  session: { websocket_url: string; websocket_id: string },
  acknowledge: boolean,
): Promise<Frame> {
  const socket = new WebSocket(
    `${session.websocket_url}?websocket_feature=webhooks`,
    'stripecli-devproxy-v1',
    {
      headers: { 'Websocket-Id': session.websocket_id },
    },
  );
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('message', (data) => {
      const frame = JSON.parse(String(data));
      const { webhook_conversation_id } = frame;
      if (acknowledge) socket.send(JSON.stringify({ type: 'event_ack', webhook_conversation_id }));
      socket.close();
      socket.on('close', () => resolve(frame));
    });
  });
}
