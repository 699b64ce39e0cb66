import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';
import { expect, it, onTestFinished } from 'vitest';
import type { Sandbox } from '#sandbox/server.ts';
import { openSandbox } from './stage.ts';

const letter = {
  from: 'Rolitt <orders@rolitt.example>',
  to: 'mira@example.com',
  subject: '已收到你的 299.00 USD',
  text: 'Good morning.',
  html: '<p>Good <b>morning</b>.</p><script>alert(1)</script><img src="https://elsewhere.example/pixel.gif">',
  messageId: '<promise@rolitt.example>',
};

/** Sends with the real client; answers `taken`, the server's code, or the client's own. */
async function send({ mail: { url } }: Sandbox, options: { socketTimeout?: number } = {}) {
  const client = createTransport({ url, ...options });
  return client.sendMail(letter).then(
    () => 'taken',
    (error: { responseCode?: number; code?: string }) => error.responseCode ?? error.code,
  );
}

it('takes a mail and keeps what it says', async () => {
  const { sandbox, call } = await openSandbox();
  expect(await send(sandbox)).toBe('taken');
  expect(sandbox.mail.received()).toMatchObject([
    {
      from: 'Rolitt <orders@rolitt.example>',
      to: 'mira@example.com',
      recipients: ['mira@example.com'],
      subject: letter.subject,
      messageId: letter.messageId,
    },
  ]);
  const [{ id }] = (await call('GET', '/_sandbox/mails')).json;
  expect((await call('GET', `/_sandbox/mails/${id}`)).json).toMatchObject({ subject: letter.subject });
  expect((await call('GET', '/_sandbox/mails/nothing')).status).toBe(404);
});

it.each([
  ['refuse', 'ECONNECTION'],
  ['451', 451],
  ['550', 550],
] as const)('in mode %s it takes nothing', async (mode, ending) => {
  const { sandbox } = await openSandbox({ faults: { mail: { mode } } });
  expect(await send(sandbox)).toBe(ending);
  expect(sandbox.mail.received()).toEqual([]);
  sandbox.setFaults({ mail: { mode: 'ok' } });
  expect(await send(sandbox)).toBe('taken');
});

it('goes on when a client is gone in the middle of a mail', async () => {
  const { sandbox } = await openSandbox();
  const half = Readable.from(
    (async function* () {
      yield 'x'.repeat(100_000);
      throw new Error('killed');
    })(),
  );
  const client = createTransport({ url: sandbox.mail.url });
  await expect(client.sendMail({ ...letter, attachments: [{ content: half }] })).rejects.toThrow('killed');
  expect(await send(sandbox)).toBe('taken');
  expect(sandbox.mail.received()).toHaveLength(1);
});

it('never answers when told to hang', async () => {
  const { sandbox } = await openSandbox({ faults: { mail: { mode: 'hang' } } });
  expect(await send(sandbox, { socketTimeout: 150 })).toBe('ETIMEDOUT');
  expect(sandbox.mail.received()).toEqual([]);
});

it('keeps a mail whose answer is lost, so that a retry comes a second time under the same Message-ID', async () => {
  const { sandbox } = await openSandbox({ faults: { mail: { loseAnswerRate: 1 } } });
  expect(await send(sandbox)).toBe('ECONNECTION');
  sandbox.setFaults({ mail: { loseAnswerRate: 0 } });
  expect(await send(sandbox)).toBe('taken');
  expect(sandbox.mail.received().map(({ messageId }) => messageId)).toEqual([
    letter.messageId,
    letter.messageId,
  ]);
});

it('shows a mail without letting it do or load anything', async () => {
  const { sandbox } = await openSandbox({ shopUrl: 'http://127.0.0.1:3000' });
  await send(sandbox);
  const [mail] = sandbox.mail.received();
  const inbox = await fetch(`${sandbox.url}/mails`).then((answer) => answer.text());
  expect(inbox).toContain(`/mails/${mail?.id}`);
  const page = await fetch(`${sandbox.url}/mails/${mail?.id}`).then((answer) => answer.text());
  expect(page).toContain('<iframe class="mail" sandbox=""');
  expect(page).not.toContain('<script');
  const frame = await fetch(`${sandbox.url}/mails/${mail?.id}/html`);
  expect(await frame.text()).toContain('Good <b>morning</b>');
  const policy = frame.headers.get('content-security-policy');
  expect(policy).toMatch(/^sandbox; default-src 'none';/);
  expect(policy).toContain('img-src data: http://127.0.0.1:3000;');
});

it('keeps its mails over a restart', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'mails-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const statePath = path.join(folder, 'sandbox.json');
  const { sandbox } = await openSandbox({ statePath });
  await send(sandbox);
  await sandbox.close();
  const { sandbox: again } = await openSandbox({ statePath });
  expect(again.mail.received()).toHaveLength(1);
});
