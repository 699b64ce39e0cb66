import type Stripe from 'stripe';
import { ProviderTimeoutError } from '#libs/payments/core/payment-errors.ts';
import { maySendAgain, toPaymentError } from './stripe-errors.ts';

export type StripeAccess = {
  readonly secretKey: string;
  /** Another server than Stripe's own, for example `http://127.0.0.1:4010`. */
  readonly apiBase?: string;
  /** Milliseconds for one try; a call with its one repetition may take 1.6 times as long. */
  readonly timeoutMs?: number;
  /** Runs every call, with its repetition, for whoever measures them. */
  readonly around?: <Answer>(call: () => Promise<Answer>) => Promise<Answer>;
};

type HttpClient = NonNullable<Stripe.StripeConfig['httpClient']>;

export type StripeCall<Answer> = (stripe: Stripe, options: Stripe.RequestOptions) => Promise<Answer>;

/** Runs one request, repeats it at most once with the same idempotency key, and throws PaymentError. */
export type StripeApi = <Answer>(request: StripeCall<Answer>, idempotencyKey?: string) => Promise<Answer>;

const pauseMs = 200;

/** The way to Stripe's API: the SDK is loaded with the first call, and connections are kept. */
export function stripeApi(access: StripeAccess): StripeApi {
  const timeoutMs = access.timeoutMs ?? 5000;
  let client: Promise<Stripe> | null = null;
  const connect = (): Promise<Stripe> => {
    client ??= loadClient(access).catch((error) => {
      client = null;
      throw error;
    });
    return client;
  };
  const around = access.around ?? ((call) => call());
  const call: StripeApi = async (request, idempotencyKey) => {
    const stripe = await connect();
    const endsAt = performance.now() + timeoutMs * 1.6;
    const timeLeft = () => Math.round(Math.min(timeoutMs, endsAt - performance.now()));
    const attempt = () => {
      const limit = timeLeft();
      return within(limit, request(stripe, optionsOf(limit, idempotencyKey)));
    };
    const attemptAgain = async (error: unknown) => {
      if (!maySendAgain(error)) throw error;
      await pause(Math.min(pauseMs, timeoutMs / 10));
      // Too late for an answer that anybody would still be waiting for.
      if (timeLeft() < timeoutMs / 10) throw error;
      return attempt();
    };
    try {
      return await attempt().catch(attemptAgain);
    } catch (error) {
      throw toPaymentError(error);
    }
  };
  return (request, idempotencyKey) => around(() => call(request, idempotencyKey));
}

const optionsOf = (timeout: number, idempotencyKey: string | undefined): Stripe.RequestOptions => ({
  timeout,
  maxNetworkRetries: 0,
  ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
});

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

/** The SDK's own limit restarts with every byte that arrives; this one does not. */
function within<Answer>(milliseconds: number, answer: Promise<Answer>): Promise<Answer> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new ProviderTimeoutError(`Stripe did not answer within ${milliseconds} ms.`)),
    milliseconds + 20,
  );
  return Promise.race([answer, promise]).finally(() => clearTimeout(timer));
}

async function loadClient({ secretKey, apiBase, timeoutMs = 5000 }: StripeAccess): Promise<Stripe> {
  const { default: StripeSdk } = await import('stripe');
  const base = apiBase === undefined ? null : new URL(apiBase);
  const protocol = base?.protocol === 'http:' ? 'http' : 'https';
  const { Agent } = await (protocol === 'http' ? import('node:http') : import('node:https'));
  return new StripeSdk(secretKey, {
    maxNetworkRetries: 0,
    timeout: timeoutMs,
    telemetry: false,
    httpClient: withoutHiddenRetry(StripeSdk.createNodeHttpClient(new Agent({ keepAlive: true }))),
    ...(base === null
      ? {}
      : { protocol, host: base.hostname, port: base.port || (protocol === 'http' ? 80 : 443) }),
  });
}

/**
 * The SDK repeats a request whose connection was closed even when retries are off
 * (https://github.com/stripe/stripe-node/issues/1040); with ours on top that would be four tries instead of two.
 */
function withoutHiddenRetry(client: HttpClient): HttpClient {
  return {
    getClientName: () => client.getClientName(),
    makeRequest: (...request) =>
      client.makeRequest(...request).catch((error: unknown) => {
        throw isTimeout(error) ? error : new Error('The connection to Stripe broke.', { cause: error });
      }),
  };
}

const isTimeout = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ETIMEDOUT';
