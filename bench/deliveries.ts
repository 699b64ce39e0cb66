/** The notifications a benchmark sends: recorded Stripe events, each with ids and a signature of its own. */
import { createHmac, randomBytes } from 'node:crypto';
import { orderNoAlphabet, orderNoLength } from '#domain/order-number.ts';
import { sandboxPriceId } from '#scripts/embedded-env.ts';
import { recordedBody } from '#tests/fixtures/stripe/recorded.ts';

export const webhookSecret = 'whsec_bench_0123456789abcdef0123456789abcdef';

export type Delivery = { readonly body: string; readonly signature: string };

/** Answers the next delivery; every call makes another event. */
export type Source = () => Delivery;

const paidSession = recordedBody('checkout.session.completed').replaceAll(
  'price_1SHoneyKhakiUsd',
  sandboxPriceId('honey-khaki'),
);
const paidIntent = recordedBody('payment_intent.succeeded');

/** What has to differ between two purchases, as the recorded events write it. */
const recorded = {
  event: /evt_1SKendive\d+/,
  session: /cs_test_a1Kx7QeZr2mVb9Lw4Tn6Ys8Hd3/g,
  intent: /pi_3SKx7QeZr2mVb9Lw/g,
  orderNo: /ROL-7K2M9QXD/g,
  email: /jenny@example\.com/g,
};

function distinct(body: string): string {
  const id = randomBytes(12).toString('hex');
  return body
    .replace(recorded.event, `evt_${id}`)
    .replaceAll(recorded.session, `cs_test_${id}`)
    .replaceAll(recorded.intent, `pi_${id}`)
    .replaceAll(recorded.orderNo, freshOrderNo())
    .replaceAll(recorded.email, `${id}@example.com`);
}

function freshOrderNo(): string {
  const symbols = [...randomBytes(orderNoLength)].map(
    (byte) => orderNoAlphabet[byte % orderNoAlphabet.length],
  );
  return `ROL-${symbols.join('')}`;
}

function sign(body: string, secret: string): string {
  const at = Math.floor(Date.now() / 1000);
  return `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}`;
}

function signed(body: string): Delivery {
  return { body, signature: sign(body, webhookSecret) };
}

/** A purchase of its own with every call. */
export const paidCheckouts: Source = () => signed(distinct(paidSession));

export const paidIntents: Source = () => signed(distinct(paidIntent));

/** Well formed and of today, but signed with another secret: the costliest kind of forgery to refuse. */
export const forgedCheckouts: Source = () => {
  const body = distinct(paidSession);
  return { body, signature: sign(body, 'whsec_somebody_else_0123456789abcdef') };
};

/** A delivery as the bytes that go over the wire. */
export function rawRequest({ body, signature }: Delivery, url: URL): string {
  const head = [
    `POST ${url.pathname} HTTP/1.1`,
    `host: ${url.host}`,
    'content-type: application/json; charset=utf-8',
    'user-agent: Stripe/1.0 (+https://stripe.com/docs/webhooks)',
    `stripe-signature: ${signature}`,
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}
