import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RolittKlaviyoEvents } from '#domain/marketing/catalogue.ts';
import { sampleEvents } from '#domain/marketing/sample.ts';
import { newMessage, type OutboxMessage } from '#domain/outbox.ts';
import { klaviyoDelivery } from '#libs/deliveries/klaviyo-delivery.ts';
import { createMemoryStore } from '#libs/store/memory/memory-store.ts';
import type { Store } from '#libs/store/store.ts';
import { type Sandbox, startSandbox } from '#sandbox/server.ts';
import { eventsOf, post, purchase } from '#tests/factories.ts';
import { klaviyoAccount } from '#tests/klaviyo-account.ts';
import { onEveryStore } from '#tests/setup/stores.ts';
import { createTestContext } from '#tests/test-context.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({});
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.setFaults({ klaviyo: { mode: 'ok', loseAnswerRate: 0 } }));

const account = (apiBase = `${sandbox.url}/klaviyo`) => {
  const clock = { now: () => new Date() };
  return klaviyoAccount({ apiBase, clock, store: createMemoryStore({ now: clock.now }) });
};
const deliver = (apiBase?: string) => klaviyoDelivery(account(apiBase));

/** The messages a sale really leaves in the outbox. */
async function messagesOfSale(kept: { store?: Store } = {}): Promise<OutboxMessage[]> {
  const app = createTestContext(kept);
  await post(app, eventsOf(purchase()).paid());
  await app.settled();
  return app.sent;
}

const metricIn = (message: OutboxMessage): string => (message.payload as { metric: string }).metric;

onEveryStore((store) => {
  it('a message for Klaviyo arrives with metric, profile, value and the time of the payment', async () => {
    for (const message of await messagesOfSale({ store: store() })) await deliver()(message);
    const placed = sandbox.klaviyo.events().findLast(({ metric }) => metric === 'Placed Order');
    expect(placed).toMatchObject({
      profile: 'ada@example.com',
      value: 299,
      valueCurrency: 'USD',
      time: new Date(1_795_000_000_000).toISOString().replace('.000', ''),
      properties: {
        ItemNames: ['Rolitt, Sakura Pink'],
        Color: 'Sakura Pink',
        Currency: 'USD',
        PaymentMethod: 'stripe',
        Items: [{ ProductID: 'rolitt-companion', Quantity: 1, ItemPrice: 299, RowTotal: 299 }],
        ShippingAddress: { City: 'London', CountryCode: 'GB' },
      },
    });
    const success = sandbox.klaviyo.events().findLast(({ metric }) => metric === 'Preorder Success');
    expect(success).toMatchObject({
      value: null,
      properties: { color: 'sakura-pink', amount: 299, currency: 'USD', locale: 'en' },
    });
  });
});

describe('a message for Klaviyo', () => {
  it('sent again after its answer was lost is recorded once', async () => {
    const [message] = await messagesOfSale();
    if (!message) throw new Error('no message');
    const before = sandbox.klaviyo.events().length;
    sandbox.setFaults({ klaviyo: { loseAnswerRate: 1 } });
    await expect(deliver()(message)).rejects.toMatchObject({ name: 'DeliveryError', retryable: true });
    sandbox.setFaults({ klaviyo: { loseAnswerRate: 0 } });
    expect(await deliver()(message)).toEqual({ kind: 'sent' });
    expect(sandbox.klaviyo.events()).toHaveLength(before + 1);
  });

  it('that meets a rate limit waits as long as asked, and so does every other one', async () => {
    const [message, other] = await messagesOfSale();
    if (!message || !other) throw new Error('no message');
    const send = deliver();
    sandbox.setFaults({ klaviyo: { mode: '429', retryAfterSeconds: 70 } });
    const before = Date.now();
    const postponed = await send(message);
    if (postponed.kind !== 'postponed') throw new Error(postponed.kind);
    expect(postponed.until.getTime()).toBeGreaterThanOrEqual(before + 70_000);
    sandbox.setFaults({ klaviyo: { mode: 'ok' } });
    const calls = sandbox.klaviyo.requests();
    expect(await send(other)).toMatchObject({ kind: 'postponed', until: postponed.until });
    expect(sandbox.klaviyo.requests()).toBe(calls);
  });

  it('that meets a failure of Klaviyo is tried again, one that is malformed is not', async () => {
    const [message] = await messagesOfSale();
    if (!message) throw new Error('no message');
    for (const mode of ['500', 'hang'] as const) {
      sandbox.setFaults({ klaviyo: { mode } });
      await expect(deliver()(message)).rejects.toMatchObject({ retryable: true });
    }
    sandbox.setFaults({ klaviyo: { mode: 'ok' } });
    const malformed = { ...message, payload: { ...(message.payload as object), metric: '' } };
    await expect(deliver()(malformed)).rejects.toMatchObject({
      retryable: false,
      message: expect.stringContaining('metric'),
    });
    await expect(deliver('http://127.0.0.1:9/klaviyo')(message)).rejects.toMatchObject({ retryable: true });
  });

  it('is deliberately not sent where Klaviyo is not configured, and says so', async () => {
    const [message] = await messagesOfSale();
    if (!message) throw new Error('no message');
    expect(await klaviyoDelivery(null)(message)).toMatchObject({ kind: 'suppressed' });
  });
});

/** Klaviyo's own OpenAPI, in a folder shared by the checkouts beside it. */
const description = ['../../../shared', '../../../../shared']
  .map((shared) => resolve(import.meta.dirname, shared, 'data/klaviyo/create_event.json'))
  .find(existsSync);

describe('the bytes on the wire', () => {
  it("of every event of the catalogue fit Klaviyo's own description of the request, and broken ones do not", async () => {
    if (!description) {
      // biome-ignore lint/suspicious/noConsole: a check that was not made is said.
      console.info(
        "Klaviyo's own description is not beside this checkout: bodies were checked by the sandbox alone.",
      );
      return;
    }
    const validate = bodySchema(JSON.parse(readFileSync(description, 'utf8')));
    const messages = messagesOfEveryMetric();
    expect(messages.map(metricIn).sort()).toEqual(metrics.toSorted());
    for (const message of messages) {
      const body = await wireBodyOf(message);
      expect(validate(body), `${metricIn(message)}: ${JSON.stringify(validate.errors)}`).toBe(true);
      for (const broken of [{ profile: undefined }, { value: '299.00' }, { unique_id: 7 }]) {
        const attributes = { ...body.data.attributes, ...broken };
        expect(validate({ data: { ...body.data, attributes } })).toBe(false);
      }
    }
  });
});

const metrics = Object.values(RolittKlaviyoEvents).map(({ metric }) => metric);

/** One message of every event of the catalogue, with all a profile can have. */
function messagesOfEveryMetric(): OutboxMessage[] {
  const terms = {
    email: 'ada@example.com',
    now: new Date(),
    appUrl: 'https://shop.test',
    orderNo: 'ROL-00000000',
  };
  const today = { phone: '+447700900123', preorderCount: 2, acceptsMarketing: true };
  return sampleEvents(terms).map((event) => {
    const payload = { ...event, profile: { ...event.profile, ...today }, backfill: true };
    const about = { topic: event.metric, payload, order_id: null, webhook_log_id: null };
    const promise = { kind: 'klaviyo.event', dedupe_key: event.metric, ...about } as const;
    return newMessage(promise, { now: terms.now, newId: () => event.metric });
  });
}

type WireBody = { data: { attributes: Record<string, unknown> } };

/** Sends a message to a server of our own and answers the body that arrived. */
async function wireBodyOf(message: OutboxMessage): Promise<WireBody> {
  const { promise, resolve: arrived } = Promise.withResolvers<WireBody>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      arrived(JSON.parse(Buffer.concat(chunks).toString()));
      response.writeHead(202).end();
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  await deliver(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)(message);
  server.close();
  return promise;
}

type Description = { components: { schemas: Record<string, unknown> } };

/** OpenAPI's `nullable` in the words of JSON Schema. */
function bodySchema({ components }: Description) {
  const text = JSON.stringify(components.schemas, (_, value) => {
    if (value?.nullable !== true) return value;
    const { nullable: _nullable, ...rest } = value;
    return { anyOf: [rest, { type: 'null' }] };
  });
  const definitions = JSON.parse(text.replaceAll('#/components/schemas/', '#/definitions/'));
  const ajv = new Ajv({ strict: false, validateFormats: false });
  return ajv.compile({ definitions, $ref: '#/definitions/EventCreateQueryV2' });
}
