import { createServer, type Server } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { moveShipDate, produce } from '#domain/operator-acts/goods.ts';
import type { OutboxMessage } from '#domain/outbox.ts';
import type { MailRoute } from '#libs/deliveries/email-delivery.ts';
import { createSmtpMailer, type SmtpOptions } from '#libs/email/smtp-mailer.ts';
import { openMail, type ReceivedMail } from '#sandbox/mail/received-mails.ts';
import { type Sandbox, startSandbox } from '#sandbox/server.ts';
import { actOnOrder, type Decide } from '#services/console/act-on-order.ts';
import { drainOutbox } from '#services/drain-outbox.ts';
import { eventsOf, post, purchase } from '#tests/factories.ts';
import { createTestContext, type TestContext } from '#tests/test-context.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
afterEach(() => sandbox.setFaults({ mail: { mode: 'ok', loseAnswerRate: 0, latencyMs: 0 } }));

const mailer = (options: Partial<SmtpOptions> = {}) =>
  createSmtpMailer({
    url: sandbox.mail.url,
    from: 'Rolitt <orders@rolitt.example>',
    replyTo: 'help@rolitt.example',
    ...options,
  });
const shop = (mail: MailRoute = mailer()) => createTestContext({ mail });

const mailsIn = async (app: TestContext): Promise<readonly OutboxMessage[]> =>
  (await app.store.list('outbox', { where: { kind: 'email' }, limit: 50 })).rows;
const arrivedFor = (orderNo: string): ReceivedMail[] =>
  sandbox.mail.received().filter(({ text }) => text.includes(orderNo));

/** One purchase at a shop, told by these of its events. */
async function buy(
  app: TestContext,
  tell: (events: ReturnType<typeof eventsOf>) => object[],
  wish: Parameters<typeof purchase>[0] = {},
) {
  const bought = purchase(wish);
  for (const event of tell(eventsOf(bought))) {
    await post(app, JSON.stringify(event));
    await app.settled();
  }
  return bought;
}

describe('a confirmation', () => {
  it('reaches the buyer with both of its bodies and the headers of a machine', async () => {
    const { orderNo } = await buy(shop(), (events) => [events.paid()]);
    const [mail, ...more] = arrivedFor(orderNo);
    expect(more).toEqual([]);
    expect(mail).toMatchObject({
      sender: 'orders@rolitt.example',
      recipients: ['ada@example.com'],
      from: 'Rolitt <orders@rolitt.example>',
      to: 'Ada Lovelace <ada@example.com>',
      subject: 'We have your 299.00\u00a0USD. Sakura Pink is yours.',
    });
    const email = await openMail(mail as ReceivedMail);
    expect(email.text).toContain(orderNo);
    expect(email.html).toContain(orderNo);
    expect(email.html).toMatch(/href="https:\/\/shop\.test\/orders\/ROL-\w+\/open\?key=/);
    const headers = Object.fromEntries(email.headers.map(({ key, value }) => [key, value]));
    expect(headers).toMatchObject({
      'reply-to': 'help@rolitt.example',
      'auto-submitted': 'auto-generated',
      'content-language': 'en',
      'message-id': expect.stringMatching(/^<[0-9a-f]{32}@rolitt\.example>$/),
    });
  });

  it('keeps its link out of the outbox', async () => {
    const app = shop();
    await buy(app, (events) => [events.paid()]);
    expect(JSON.stringify(await mailsIn(app))).not.toContain('key=');
  });

  it('is sent once, however often and in whatever order its events arrive', async () => {
    const { orderNo } = await buy(shop(), (events) => {
      const [unpaid, paid] = [events.unpaid(), events.delayedPaid()];
      return [paid, paid, unpaid, paid, unpaid, events.delayedPaid()];
    });
    expect(arrivedFor(orderNo).map(({ subject }) => subject)).toEqual([
      'We have your 299.00\u00a0USD. Sakura Pink is yours.',
    ]);
  });
});

describe('the mails of a payment', () => {
  it('follow a bank that takes its time and refuses', async () => {
    const { orderNo } = await buy(shop(), (events) => [events.unpaid(), events.delayedFailed()]);
    expect(arrivedFor(orderNo).map(({ subject }) => subject)).toEqual([
      'Your bank is still moving 299.00\u00a0USD.',
      'No money was taken. Your bank did not complete the payment.',
    ]);
  });

  it('tell of every refund, and of the same one once', async () => {
    const { orderNo } = await buy(shop(), (events) => [
      events.paid(),
      events.refund('created', 're_1', 'succeeded', 10_000),
      events.refund('updated', 're_1', 'succeeded', 10_000),
      events.refund('created', 're_2', 'succeeded', 19_900),
    ]);
    expect(arrivedFor(orderNo).map(({ subject }) => subject)).toEqual([
      'We have your 299.00\u00a0USD. Sakura Pink is yours.',
      '100.00\u00a0USD of your 299.00\u00a0USD is on its way back to you.',
      '199.00\u00a0USD of your 299.00\u00a0USD is on its way back to you.',
    ]);
  });

  it('are not sent any more when what they say is over', async () => {
    const app = shop();
    sandbox.setFaults({ mail: { mode: '451' } });
    const { orderNo } = await buy(app, (events) => [events.unpaid(), events.delayedPaid()]);
    expect(arrivedFor(orderNo)).toEqual([]);
    sandbox.setFaults({ mail: { mode: 'ok' } });
    app.clock.pass(60);
    await drainOutbox(app);
    expect(arrivedFor(orderNo).map(({ subject }) => subject)).toEqual([
      'We have your 299.00\u00a0USD. Sakura Pink is yours.',
    ]);
    const pending = (await mailsIn(app)).find(({ dedupe_key }) => dedupe_key.includes('payment-pending'));
    expect(pending).toMatchObject({ status: 'suppressed', last_error: expect.stringContaining('is paid') });
  });
});

describe('what the shop promises to write about', () => {
  const later: Decide = (at, around) => moveShipDate(at, new Date('2027-04-30T00:00:00Z'), around);

  it('arrives in the language of the order, with the way to it, once per act', async () => {
    const app = shop();
    const { orderNo } = await buy(app, (events) => [events.paid()], { locale: 'zh' });
    const request = { orderNo, reason: null };
    for (const decide of [later, later, produce, produce]) {
      const act = { request: { ...request, actId: app.ids.newId() }, decide };
      await actOnOrder(app, { name: 'ana', role: 'operator' }, act);
      await app.settled();
    }
    const [, ...told] = arrivedFor(orderNo);
    expect(told.map(({ subject }) => subject)).toEqual([
      '已付的 299.00\u00a0USD 保持不变，樱花粉会晚些发货。',
      '款项已付清，樱花粉正在制作。',
    ]);
    const [moved, making] = told.map(({ text }) => text);
    expect(moved).toContain('新的发货时间：\n最晚 2027 年 4 月 30 日');
    expect(moved).toMatch(/查看订单：https:\/\/shop\.test\/.*key=/);
    expect(making).toContain('发货时间：最晚 2027 年 4 月 30 日。');
  });
});

describe('a mail server that', () => {
  it.each([
    ['is gone', 'refuse'],
    ['asks to come back', '451'],
  ] as const)('%s gets every mail once it is back', async (_, mode) => {
    const app = shop();
    sandbox.setFaults({ mail: { mode } });
    const { orderNo } = await buy(app, (events) => [events.paid()]);
    expect(await mailsIn(app)).toMatchObject([{ status: 'pending', attempts: 1 }]);
    sandbox.setFaults({ mail: { mode: 'ok' } });
    app.clock.pass(2);
    await drainOutbox(app);
    expect(arrivedFor(orderNo)).toHaveLength(1);
    expect(await mailsIn(app)).toMatchObject([{ status: 'sent', attempts: 2 }]);
  });

  it('never answers is left in time, and asked again', async () => {
    const app = shop(mailer({ deadlineMs: 200 }));
    sandbox.setFaults({ mail: { mode: 'hang' } });
    const { orderNo } = await buy(app, (events) => [events.paid()]);
    expect(await mailsIn(app)).toMatchObject([{ status: 'pending' }]);
    sandbox.setFaults({ mail: { mode: 'ok' } });
    app.clock.pass(2);
    await drainOutbox(app);
    expect(arrivedFor(orderNo)).toHaveLength(1);
  });

  it('refuses the recipient for good makes the mail dead, with the reason and without the address', async () => {
    const app = shop();
    sandbox.setFaults({ mail: { mode: '550' } });
    await buy(app, (events) => [events.paid()]);
    const [mail] = await mailsIn(app);
    expect(mail).toMatchObject({ status: 'dead', last_error: 'The mail server answered 550 to RCPT TO.' });
  });

  it('took the mail but did not say so gets it again under the same Message-ID', async () => {
    const app = shop();
    sandbox.setFaults({ mail: { loseAnswerRate: 1 } });
    const { orderNo } = await buy(app, (events) => [events.paid()]);
    sandbox.setFaults({ mail: { loseAnswerRate: 0 } });
    app.clock.pass(2);
    await drainOutbox(app);
    const arrived = arrivedFor(orderNo);
    expect(arrived).toHaveLength(2);
    expect(new Set(arrived.map(({ messageId }) => messageId)).size).toBe(1);
  });

  it('does not know our password is tried again, because a password can be mended', async () => {
    const url = await brusqueServer('535 5.7.8 Authentication credentials invalid');
    const app = shop(mailer({ url: url.replace('smtp://', 'smtp://shop:wrong@') }));
    await buy(app, (events) => [events.paid()]);
    expect(await mailsIn(app)).toMatchObject([{ status: 'pending' }]);
    expect(await mailer({ url: url.replace('smtp://', 'smtp://shop:wrong@') }).state()).toBe('refused');
  });

  it('is asked for its state says whether it is there', async () => {
    expect(await mailer().state()).toBe('accepted');
    expect(await mailer({ url: 'smtp://127.0.0.1:9' }).state()).toBe('unreachable');
  });
});

describe('a mail is deliberately not sent', () => {
  it.each<[MailRoute, string]>([
    ['nobody', 'No mail server is configured (SMTP_URL and MAIL_FROM).'],
    ['klaviyo', 'Klaviyo writes to buyers (MAIL_BY=klaviyo).'],
  ])('where %s writes to buyers, and says so', async (route, last_error) => {
    const app = shop(route);
    const { orderNo } = await buy(app, (events) => [events.paid()]);
    expect(await mailsIn(app)).toMatchObject([{ status: 'suppressed', last_error }]);
    expect(arrivedFor(orderNo)).toEqual([]);
    expect(app.sent).toHaveLength(3);
  });
});

describe('a hostile buyer', () => {
  const details = (email: string, name: string) => ({
    customer_details: { email, name, phone: null, address: null },
  });

  it('adds no header and no recipient by a name', async () => {
    const name = 'Ada\r\nBcc: eve@example.com\r\n\r\n<script>alert(1)</script>';
    const { orderNo } = await buy(shop(), (events) => [events.paid({}, details('ada@example.com', name))]);
    const [mail] = arrivedFor(orderNo);
    expect(mail?.recipients).toEqual(['ada@example.com']);
    const email = await openMail(mail as ReceivedMail);
    expect(email.bcc).toBeUndefined();
    expect(email.to?.[0]?.name).toBe('Ada Bcc: eve@example.com <script>alert(1)</script>');
    expect(email.html).not.toContain('<script');
  });

  it('with two addresses in one gets no mail, and neither does anybody else', async () => {
    const app = shop();
    const { orderNo } = await buy(app, (events) => [
      events.paid({}, details('ada@example.com,eve@example.com', 'Ada')),
    ]);
    expect(arrivedFor(orderNo)).toEqual([]);
    expect(await mailsIn(app)).toMatchObject([
      { status: 'dead', last_error: 'The address of the buyer is not one address.' },
    ]);
  });
});

/** A server that greets, offers a login and answers it with one line. */
async function brusqueServer(answer: string): Promise<string> {
  const server: Server = createServer((socket) => {
    socket.write('220 mail.test ESMTP\r\n');
    socket.on('data', (data) => {
      const line = data.toString();
      if (line.startsWith('EHLO')) socket.write('250-mail.test\r\n250 AUTH PLAIN\r\n');
      else socket.write(`${line.startsWith('AUTH') ? answer : '221 bye'}\r\n`);
    });
    socket.on('error', () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  return `smtp://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
}
