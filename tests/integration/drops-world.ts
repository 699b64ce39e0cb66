/** Shoppers at the sandbox's Stripe, whose notifications reach a shop in this process over HTTP, or do not. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { subscribedEventTypes } from '#libs/payments/providers/stripe/stripe-event-types.ts';
import type { Store } from '#libs/store/store.ts';
import { type Sandbox, startSandbox } from '#sandbox/server.ts';
import type * as Stored from '#sandbox/stripe/stored.ts';
import { receiveWebhook } from '#services/receive-webhook.ts';
import { startCheckout } from '#services/start-checkout.ts';
import { webhookSecret } from '#tests/factories.ts';
import { createRunningClock, createTestContext, priceMap, type TestContext } from '#tests/test-context.ts';

export type DropsWorld = Awaited<ReturnType<typeof openDropsWorld>>;

export async function openDropsWorld(store: Store, seed: number) {
  const endpoint = await openEndpoint();
  const prices = Object.entries(priceMap).map(([nickname, id]) => ({
    ...{ id, product: 'prod_companion', currency: 'usd', unit_amount: 29_900, nickname },
  }));
  const url = `http://127.0.0.1:${endpoint.port}/`;
  const sandbox = await startSandbox({
    seed,
    prices,
    retryScheduleMs: [],
    endpoints: [{ url, secret: webhookSecret, enabledEvents: [...subscribedEventTypes] }],
  });
  const app = createTestContext({ store, stripeApi: sandbox.url, clock: createRunningClock() });
  endpoint.serve(app);
  const act = (path: string, body: object) => control(sandbox, path, body);
  return {
    app,
    sandbox,
    /** Somebody buys and never comes back to the shop. */
    async buy(outcome = 'pay'): Promise<Stored.Session> {
      const choice = { sku: 'rolitt-companion', color: 'red', quantity: 1, email: null, userId: null };
      const started = await startCheckout(app, { ...choice, locale: 'en', utm: null, openSessionId: null });
      if (started.kind !== 'redirect') throw new Error(started.code);
      await act(`sessions/${started.sessionId}/pay`, {
        outcome,
        email: 'ada@example.com',
        name: 'Ada Lovelace',
      });
      const session = sandbox.stripe.sessions().find(({ id }) => id === started.sessionId);
      if (!session) throw new Error('The session is gone.');
      return session;
    },
    refund: ({ payment_intent }: Stored.Session, amount: number) =>
      act(`payments/${payment_intent}/refund`, { amount }),
    dispute: ({ payment_intent }: Stored.Session) => act(`payments/${payment_intent}/dispute`, {}),
    async settled() {
      await sandbox.idle();
      await app.settled();
    },
    async close() {
      await sandbox.close();
      await endpoint.close();
    },
  };
}

async function control(sandbox: Sandbox, path: string, body: object): Promise<void> {
  const answer = await fetch(`${sandbox.url}/_sandbox/stripe/${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`The sandbox refused ${path}: ${await answer.text()}`);
}

/** Hands every notification to the pipeline, as the route does. */
async function openEndpoint() {
  let shop: TestContext | null = null;
  const server = createServer(async (message, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of message) chunks.push(chunk);
    const headers = new Headers({ 'stripe-signature': String(message.headers['stripe-signature']) });
    const answer = shop && (await receiveWebhook(shop, 'stripe', { headers, body: Buffer.concat(chunks) }));
    response.writeHead(answer?.status ?? 503).end(answer?.body);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    serve: (app: TestContext) => {
      shop = app;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
