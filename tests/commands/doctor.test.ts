import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ensure } from '#domain/changes.ts';
import type { KlaviyoEvent } from '#domain/marketing/event.ts';
import { newMessage, type OutboxPromise } from '#domain/outbox.ts';
import { createPostgresStore } from '#libs/store/postgres/postgres-store.ts';
import { type Sandbox, startSandbox } from '#sandbox/server.ts';
import { sampleMails } from '#scripts/email-samples.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { runCommand } from './run-command.ts';

const secrets = {
  STRIPE_SECRET_KEY: 'sk_test_hunter2_owner',
  STRIPE_WEBHOOK_SECRET: 'whsec_hunter2',
  SESSION_SECRET: 'hunter2 hunter2 hunter2 hunter2',
  CRON_SECRET: 'hunter2 hunter2 hunter2 hunter2',
  KLAVIYO_API_KEY: 'pk_hunter2',
};

let database: TestDatabase;
let sandbox: Sandbox;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

/** A shop on the sandbox, set up by the command that is there for it. */
async function shop(): Promise<Record<string, string>> {
  const base = {
    ...secrets,
    APP_URL: 'https://shop.example.com',
    STRIPE_API_BASE: sandbox.url,
    KLAVIYO_API_BASE: `${sandbox.url}/klaviyo`,
    SMTP_URL: sandbox.mail.url,
    MAIL_FROM: 'orders@example.com',
    DATABASE_URL: database.url,
  };
  const { output } = await runCommand('stripe-setup', base, '--apply');
  const lineOf = (name: string) => new RegExp(`^${name}='?(.+?)'?$`, 'm').exec(output)?.[1] ?? '';
  return {
    ...base,
    STRIPE_PRODUCT_ID: lineOf('STRIPE_PRODUCT_ID'),
    COLOR_PRICE_MAP_JSON: lineOf('COLOR_PRICE_MAP_JSON'),
  };
}

describe('npm run doctor', () => {
  it('finds nothing wrong with a shop that is set up, and shows no secret', async () => {
    const { code, output } = await runCommand('doctor', await shop());
    expect(output).not.toMatch(/^ +(warn|problem) /m);
    expect(output.match(/^ +ok /gm)).toHaveLength(6);
    expect(output).toContain('Stripe sends its events to https://shop.example.com/api/webhooks/stripe');
    expect(output).toMatch(/STRIPE_SECRET_KEY +set \(sk_test_…\)/);
    expect(output).not.toContain('hunter2');
    expect(code).toBe(0);
  });

  it('says what is not configured on a laptop without calling it a problem', async () => {
    const { code, output } = await runCommand('doctor', {});
    expect(output).toMatch(/STRIPE_SECRET_KEY +missing/);
    expect(output.match(/^ +warn /gm)).toHaveLength(4);
    expect(output).toMatch(/warn +e-mail +No mail server is configured; buyers are promised a confirmation/);
    expect(code).toBe(0);
  });

  it('lists everything a deployment lacks', async () => {
    const { code, output } = await runCommand('doctor', { APP_ENV: 'production' });
    expect(output).toMatch(/problem +config +DATABASE_URL: is missing/);
    expect(output).toMatch(/problem +config +CRON_SECRET: is missing/);
    expect(code).toBe(1);
  });

  it('finds a price that is not the catalogue’s, a colour without one and an endpoint that is not there', async () => {
    const { COLOR_PRICE_MAP_JSON = '{}', ...rest } = await shop();
    const { red: _, ...others } = JSON.parse(COLOR_PRICE_MAP_JSON);
    await archive(Object.values(others)[0]);
    const { code, output } = await runCommand('doctor', {
      ...rest,
      APP_URL: 'https://elsewhere.example.com',
      COLOR_PRICE_MAP_JSON: JSON.stringify(others),
    });
    expect(output).toMatch(/problem +prices +red has no price in COLOR_PRICE_MAP_JSON/);
    expect(output).toMatch(/problem +prices +.+ has no active price in USD/);
    expect(output).toMatch(/problem +webhook +No active endpoint sends to https:\/\/elsewhere/);
    expect(code).toBe(1);
  });

  it('calls a sandbox that is not up nothing to mend, because npm start brings it', async () => {
    const asleep = 'http://127.0.0.1:9';
    const { code, output } = await runCommand('doctor', {
      ...secrets,
      STRIPE_PRODUCT_ID: 'prod_rolitt',
      COLOR_PRICE_MAP_JSON: '{"red":"price_red"}',
      STRIPE_API_BASE: asleep,
      KLAVIYO_API_BASE: asleep,
      SANDBOX_URL: asleep,
      DATABASE_URL: database.url,
    });
    expect(output).toMatch(/warn +stripe +The sandbox at http:\/\/127.0.0.1:9 does not answer/);
    expect(output).toMatch(/warn +klaviyo +The sandbox/);
    expect(code).toBe(0);
  });

  it('finds who writes to buyers, and no password', async () => {
    const { SMTP_URL: _, MAIL_FROM: __, ...variables } = await shop();
    const byKlaviyo = await runCommand('doctor', { ...variables, MAIL_BY: 'klaviyo' });
    expect(byKlaviyo.output).toMatch(/ok +e-mail +Klaviyo writes to buyers/);
    const withLogin = {
      SMTP_URL: sandbox.mail.url.replace('//', '//shop:hunter2@'),
      MAIL_FROM: 'a@example.com',
    };
    const { output } = await runCommand('doctor', { ...variables, ...withLogin });
    expect(output).toMatch(/ok +e-mail +The mail server accepts us/);
    expect(output).not.toContain('hunter2');
  });

  it('finds services that do not answer and a database without tables', async () => {
    const variables = await shop();
    const { code, output } = await runCommand('doctor', {
      ...variables,
      STRIPE_API_BASE: 'http://127.0.0.1:9',
      KLAVIYO_API_BASE: 'http://127.0.0.1:9',
      SMTP_URL: 'smtp://127.0.0.1:9',
      DATABASE_URL: Object.assign(new URL(database.url), { pathname: '/postgres' }).href,
    });
    expect(output).toMatch(/problem +database +The database is not migrated/);
    expect(output).toMatch(/problem +stripe +Stripe could not be reached/);
    expect(output).toMatch(/problem +klaviyo +Klaviyo could not be reached/);
    expect(output).toMatch(/problem +e-mail +The mail server could not be reached/);
    expect(code).toBe(1);
  });
});

const archive = (priceId: unknown) =>
  fetch(`${sandbox.url}/v1/prices/${priceId}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${secrets.STRIPE_SECRET_KEY}` },
    body: new URLSearchParams({ active: 'false' }),
  });

describe('npm run outbox:drain', () => {
  it('says that nothing was due', async () => {
    const { code, output } = await runCommand('outbox-drain', { DATABASE_URL: database.url });
    expect(output).toBe('Nothing was due.\n');
    expect(code).toBe(0);
  });

  it('sends what is owed and says how much', async () => {
    await owe(placedOrder('placed-order:ROL-TESTTEST'));
    const { code, output } = await runCommand('outbox-drain', {
      DATABASE_URL: database.url,
      KLAVIYO_API_KEY: secrets.KLAVIYO_API_KEY,
      KLAVIYO_API_BASE: `${sandbox.url}/klaviyo`,
    });
    expect(output).toBe('1 message sent.\n');
    expect(code).toBe(0);
    expect(sandbox.klaviyo.events()).toHaveLength(1);
  });

  it('writes and sends a mail without any build', async () => {
    const { 'order-confirmed': payload } = sampleMails({ locale: 'zh', appUrl: 'https://shop.test' });
    const about = { order_id: null, webhook_log_id: null };
    await owe({
      kind: 'email',
      topic: 'order-confirmed',
      dedupe_key: 'email:order-confirmed:ROL-TESTTEST',
      payload,
      ...about,
    });
    const { code, output } = await runCommand('outbox-drain', {
      DATABASE_URL: database.url,
      SMTP_URL: sandbox.mail.url,
      MAIL_FROM: 'orders@example.com',
    });
    expect(output).toBe('1 message sent.\n');
    expect(code).toBe(0);
    expect(sandbox.mail.received()).toMatchObject([{ subject: expect.stringContaining('樱花粉归你了') }]);
  });

  it('says in one sentence that there is no database', async () => {
    const { code, output } = await runCommand('outbox-drain', {});
    expect(output).toBe('DATABASE_URL is not set.\n');
    expect(code).toBe(1);
  });
});

const placedOrder = (uniqueId: string): OutboxPromise => {
  const unknown = { firstName: null, lastName: null, phone: null, country: null };
  const payload: KlaviyoEvent = {
    metric: 'Placed Order',
    uniqueId,
    time: new Date().toISOString(),
    value: 299,
    valueCurrency: 'USD',
    profile: { email: 'kim@example.com', locale: 'en', lastColor: 'Red', ...unknown },
    properties: { OrderNumber: 'ROL-TESTTEST' },
  };
  const about = { order_id: null, webhook_log_id: null };
  return { kind: 'klaviyo.event', topic: payload.metric, dedupe_key: uniqueId, payload, ...about };
};

/** Puts one promise into the outbox, due at once. */
async function owe(promise: OutboxPromise): Promise<void> {
  const store = createPostgresStore({ url: database.url, poolSize: 1, prepare: true });
  const message = newMessage(promise, { now: new Date(), newId: () => promise.dedupe_key });
  await store.commit({ log: null, changes: [ensure('outbox', message)] });
  await store.close();
}
