import { createServer, type Server } from 'node:http';
import Stripe from 'stripe';
import { onTestFinished } from 'vitest';
import { type SandboxOptions, startSandbox } from '#sandbox/server.ts';

export const webhookSecret = 'whsec_of_the_shop';
export const pinkPrice = {
  id: 'price_pink',
  product: 'prod_rolitt',
  unit_amount: 29_900,
  currency: 'usd',
  currency_options: { jpy: 44_850 },
  nickname: 'Rolitt, Sakura Pink',
};

export type Heard = { event: Stripe.Event; signature: string; status: number; genuine: boolean };

/** A webhook endpoint that answers with the given statuses, the last one for ever, and 400 to a bad signature. */
export async function openEndpoint(statuses: number[] = [200], secret = webhookSecret) {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const signature = String(request.headers['stripe-signature']);
      const genuine = isGenuine({ body, signature, secret });
      const status = genuine ? (statuses[heard.length] ?? statuses.at(-1) ?? 200) : 400;
      heard.push({ event: JSON.parse(body), signature, status, genuine });
      response.writeHead(status, status === 302 ? { Location: '/elsewhere' } : {}).end('ok');
    });
  });
  const port = await listening(server);
  onTestFinished(() => void server.close());
  return {
    url: `http://127.0.0.1:${port}/api/webhooks/stripe`,
    heard,
    types: () => heard.map(({ event }) => String(event.type)),
    of: (type: string) => heard.filter(({ event }) => event.type === type),
  };
}

type Claim = { body: string; signature: string; secret: string };

function isGenuine({ body, signature, secret }: Claim): boolean {
  try {
    return Stripe.webhooks.constructEvent(body, signature, secret).object === 'event';
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError) return false;
    throw error;
  }
}

/** A sandbox with the pink price, an SDK pointed at it, and short retries. */
export async function openSandbox(options: SandboxOptions & { endpoint?: { url: string } } = {}) {
  const { endpoint, ...rest } = options;
  const sandbox = await startSandbox({
    retryScheduleMs: [10, 20, 40, 80],
    prices: [pinkPrice],
    ...(endpoint ? { endpoints: [{ url: endpoint.url, secret: webhookSecret }] } : {}),
    ...rest,
  });
  onTestFinished(() => sandbox.close());
  return { sandbox, stripe: sdkFor(sandbox.port), call: caller(sandbox.url) };
}

export const sdkFor = (port: number, key = 'sk_test_sandbox_key') =>
  new Stripe(key, { host: '127.0.0.1', port, protocol: 'http', maxNetworkRetries: 0 });

export const checkout = (
  stripe: Stripe,
  params: Partial<Stripe.Checkout.SessionCreateParams> = {},
  options?: Stripe.RequestOptions,
) =>
  stripe.checkout.sessions.create(
    {
      mode: 'payment',
      line_items: [{ price: pinkPrice.id, quantity: 1 }],
      success_url: 'http://shop.test/done?session_id={CHECKOUT_SESSION_ID}',
      cancel_url: 'http://shop.test/pink',
      ...params,
    },
    options,
  );

/** Speaks to the sandbox's own remote control and answers the parsed JSON. */
function caller(url: string) {
  return async (method: string, path: string, body?: object) => {
    const response = await fetch(`${url}${path}`, {
      method,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { status: response.status, json: JSON.parse(await response.text()) };
  };
}

/** Submits the pay page as a browser without JavaScript would. */
export const submitPayPage = (session: Stripe.Checkout.Session, fields: Record<string, string>) =>
  fetch(String(session.url), { method: 'POST', redirect: 'manual', body: new URLSearchParams(fields) });

/** The error a call must end with. */
export async function refusal(promise: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) return error;
    throw error;
  }
  throw new Error('The call was expected to be refused.');
}

function listening(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
}
