import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import { SignatureVerificationError } from '#libs/payments/core/payment-errors.ts';
import type { WebhookDelivery } from '#libs/payments/core/payment-types.ts';

/** Stripe's libraries allow five minutes; we allow them in both directions. */
const toleranceSeconds = 300;
/** Room for a dozen signatures; Stripe sends one per active secret, of which there are at most two. */
const headerLimit = 1024;
const headerPart = /^([a-z][a-z0-9]*)=([^\s=]+)$/;
const unixSeconds = /^[1-9]\d{0,11}$/;
const hexDigest = /^[0-9a-f]{64}$/;

type SignatureHeader = { readonly timestamp: string; readonly signatures: readonly Buffer[] };

/** Checks a delivery against the endpoint's secrets and returns its body as text. Throws SignatureVerificationError. */
export type SignatureVerifier = (delivery: WebhookDelivery, now: Date) => string;

/**
 * Verifies as https://docs.stripe.com/webhooks/signature describes, over the raw bytes and with any of several secrets.
 * Throws RangeError for a blank secret: everybody could sign with it.
 */
export function signatureVerifier(secrets: readonly string[]): SignatureVerifier {
  const keys = secrets.map((secret) => {
    if (secret.trim() === '') throw new RangeError('A webhook secret is blank; it starts with whsec_.');
    return createSecretKey(secret, 'utf8');
  });
  return ({ headers, body }, now) => {
    const header = readHeader(headers.get('stripe-signature'));
    refuseOtherTimes(Number(header.timestamp), now);
    if (!keys.some((key) => signedBy(key, header, body))) {
      throw new SignatureVerificationError('No signature fits any configured secret.');
    }
    return strictText(body);
  };
}

function readHeader(value: string | null): SignatureHeader {
  if (typeof value !== 'string') throw new SignatureVerificationError('The signature header is missing.');
  if (value.length > headerLimit) throw new SignatureVerificationError('The signature header is too long.');
  const times: string[] = [];
  const signatures: Buffer[] = [];
  for (const part of value.split(',')) {
    const [, scheme, text] = headerPart.exec(part) ?? [];
    if (scheme === undefined || text === undefined) throw malformedHeader();
    if (scheme === 't') times.push(text);
    // Other schemes are ignored: v0 is Stripe's deliberate fake in test mode, later ones are not ours to judge.
    if (scheme === 'v1') signatures.push(digestOf(text));
  }
  const [timestamp, ...others] = times;
  if (timestamp === undefined || others.length > 0 || !unixSeconds.test(timestamp)) throw malformedHeader();
  return { timestamp, signatures };
}

function digestOf(text: string): Buffer {
  if (!hexDigest.test(text)) throw malformedHeader();
  return Buffer.from(text, 'hex');
}

const malformedHeader = () => new SignatureVerificationError('The signature header is malformed.');

function refuseOtherTimes(timestamp: number, now: Date): void {
  const age = Math.floor(now.getTime() / 1000) - timestamp;
  if (age > toleranceSeconds) throw new SignatureVerificationError('The signature is too old.');
  if (age < -toleranceSeconds) throw new SignatureVerificationError('The signature is from the future.');
}

function signedBy(key: KeyObject, { timestamp, signatures }: SignatureHeader, body: Uint8Array): boolean {
  const expected = createHmac('sha256', key).update(`${timestamp}.`).update(body).digest();
  return signatures.some((signature) => timingSafeEqual(signature, expected));
}

/** A lenient decoder would turn different bytes into the same text, and drop a byte-order mark unseen. */
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function strictText(body: Uint8Array): string {
  const text = decodeStrictly(body);
  if (text === null) throw new SignatureVerificationError('The body is not UTF-8.');
  if (text.startsWith('\uFEFF'))
    throw new SignatureVerificationError('The body starts with a byte-order mark.');
  return text;
}

function decodeStrictly(body: Uint8Array): string | null {
  try {
    return decoder.decode(body);
  } catch {
    return null;
  }
}
