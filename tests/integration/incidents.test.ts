import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { insert, update } from '#domain/changes.ts';
import { createSmtpMailer } from '#libs/email/smtp-mailer.ts';
import { type Sandbox, startSandbox } from '#sandbox/server.ts';
import { drainOutbox } from '#services/drain-outbox.ts';
import { watchForIncidents } from '#services/watch-for-incidents.ts';
import { message, only } from '#tests/contract/store/records.ts';
import { eventsOf, post, purchase } from '#tests/factories.ts';
import { onEveryStore } from '#tests/setup/stores.ts';
import { createTestContext, type TestContext } from '#tests/test-context.ts';

const channels = ['email', 'webhook', 'sms'] as const;
let app: TestContext;

/** A message that was given up, and what mends it. */
async function giveUp(): Promise<() => Promise<void>> {
  const dead = message({ status: 'dead', last_error: 'Klaviyo answered 400.', created_at: app.clock.now() });
  await app.store.commit(only(insert('outbox', dead)));
  return async () => {
    const [read] = await app.store.get('outbox', [dead.id]);
    if (read) await app.store.commit(only(update('outbox', read, { status: 'sent' })));
  };
}

onEveryStore((store) => {
  beforeEach(() => {
    app = createTestContext({ store: store(), alertChannels: channels });
  });
  const told = async () => {
    await app.settled();
    await drainOutbox(app);
    return app.sent.filter(({ kind }) => kind === 'alert').map(({ topic }) => topic);
  };
  const incidents = async () => (await app.store.list('incidents', { limit: 50 })).rows;

  describe('an incident', () => {
    it('is told of once in every channel, and once more when it is over', async () => {
      const mend = await giveUp();
      expect(await watchForIncidents(app)).toEqual({ opened: ['dead_messages'], grown: [], closed: [] });
      app.clock.pass(300);
      expect(await watchForIncidents(app)).toEqual({ opened: [], grown: [], closed: [] });
      expect(await told()).toEqual(['dead_messages.opened', 'dead_messages.opened']);
      expect(await incidents()).toMatchObject([{ status: 'open', count: 2, rule: 'dead_messages' }]);
      await mend();
      expect(await watchForIncidents(app)).toEqual({ opened: [], grown: [], closed: ['dead_messages'] });
      await watchForIncidents(app);
      expect((await told()).slice(2)).toEqual(['dead_messages.closed', 'dead_messages.closed']);
      expect(await incidents()).toMatchObject([{ status: 'closed', closed_at: app.clock.now() }]);
    });

    it('that stands is told of again when something is added to it, once an hour at most', async () => {
      await giveUp();
      await watchForIncidents(app);
      app.clock.pass(600);
      await giveUp();
      expect(await watchForIncidents(app)).toEqual({ opened: [], grown: [], closed: [] });
      app.clock.pass(3_000);
      const watch = () => Promise.all(Array.from({ length: 3 }, () => watchForIncidents(app)));
      expect((await watch()).flatMap(({ grown }) => grown)).toEqual(['dead_messages']);
      app.clock.pass(86_400);
      expect(await watchForIncidents(app)).toEqual({ opened: [], grown: [], closed: [] });
      expect((await told()).sort()).toEqual(
        ['grown', 'grown', 'opened', 'opened'].map((phase) => `dead_messages.${phase}`),
      );
      expect(await incidents()).toMatchObject([
        { status: 'open', message: expect.stringContaining('2 messages') },
      ]);
    });

    it('of an order that nobody looks at does not hide the next one', async () => {
      const held = () => eventsOf(purchase()).paid({}, { amount_subtotal: 5 });
      await post(app, held());
      await watchForIncidents(app);
      app.clock.pass(7 * 86_400);
      await post(app, held());
      await watchForIncidents(app);
      expect((await told()).sort()).toEqual(
        ['grown', 'grown', 'opened', 'opened'].map((phase) => `held_orders.${phase}`),
      );
    });

    it('is one, and told of once, however many notice it at the same time', async () => {
      const mend = await giveUp();
      const watch = () => Promise.all(Array.from({ length: 4 }, () => watchForIncidents(app)));
      const opened = (await watch()).flatMap((count) => count.opened);
      await watch();
      await mend();
      const closed = (await watch()).flatMap((count) => count.closed);
      expect([opened, closed]).toEqual([['dead_messages'], ['dead_messages']]);
      expect((await told()).sort()).toEqual(
        ['closed', 'closed', 'opened', 'opened'].map((phase) => `dead_messages.${phase}`),
      );
      expect(await incidents()).toHaveLength(1);
    });

    it('that comes back is a new one', async () => {
      for (let nth = 0; nth < 2; nth++) {
        const mend = await giveUp();
        await watchForIncidents(app);
        await mend();
        await watchForIncidents(app);
        app.clock.pass(60);
      }
      expect(await incidents()).toHaveLength(2);
      expect(await told()).toHaveLength(8);
    });
  });
});

describe('the people who run the shop', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox();
  });
  afterAll(() => sandbox.close());

  it('are told by mail, webhook and text message, each with the page that shows the cause', async () => {
    const mailer = createSmtpMailer({
      url: sandbox.mail.url,
      from: 'orders@rolitt.example',
      replyTo: 'help@rolitt.example',
    });
    const alerts = {
      email: { mailer, to: 'alerts@rolitt.example' },
      webhook: { url: `${sandbox.url}/alerts/webhook` },
      sms: {
        apiBase: `${sandbox.url}/alerts`,
        account: 'AC1',
        token: 'secret',
        from: '+15550000001',
        to: '+15550000002',
      },
    };
    app = createTestContext({ alertChannels: channels, alerts });
    await app.store.commit(
      only(
        insert('activity_logs', {
          ...{
            id: 'a1',
            subject_type: 'order',
            subject_id: 'o1',
            action: 'reconcile.repaired',
            actor: 'reconcile',
          },
          ...{
            level: 'error',
            message: 'Missing here: ROL-1 <paid>.',
            error_code: 'reconcile_repair',
            data: null,
          },
          created_at: app.clock.now(),
        }),
      ),
    );
    await watchForIncidents(app);
    await app.settled();
    await drainOutbox(app);
    const page = 'https://shop.test/console/incidents#errors';
    expect(sandbox.mail.received()).toMatchObject([
      {
        recipients: ['alerts@rolitt.example'],
        subject: 'Alert: The webhook path leaks',
        text: expect.stringContaining(page),
      },
    ]);
    const [webhook, sms] = sandbox.alerts().toSorted((a, b) => (a.channel < b.channel ? 1 : -1));
    expect(webhook?.text).toContain(`<${page}|Open the console>`);
    expect(webhook?.text).toContain('ROL-1 &lt;paid&gt;.');
    expect(sms).toMatchObject({ channel: 'sms', to: '+15550000002', text: expect.stringContaining(page) });
    expect(
      await app.store.stats('outbox', { from: new Date(0), until: new Date(9e12), by: ['status'] }),
    ).toEqual([{ values: ['sent'], count: 3, sum: 0 }]);
  });

  it.each([
    ['refuses', () => `${sandbox.url}/no/such/address`, 'dead', 'The receiver of alerts answered 404.'],
    ['is down', () => 'http://127.0.0.1:9', 'pending', 'The receiver of alerts did not answer.'],
  ])('are not told when their receiver %s, and the message says why', async (_, url, status, last_error) => {
    const alerts = { email: null, sms: null, webhook: { url: url() } };
    app = createTestContext({ alertChannels: ['webhook'], alerts });
    await giveUp();
    await watchForIncidents(app);
    await app.settled();
    const { rows } = await app.store.list('outbox', { where: { kind: 'alert' }, limit: 9 });
    expect(rows[0]).toMatchObject({ status, last_error });
  });
});
