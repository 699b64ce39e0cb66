import { createHmac, timingSafeEqual } from 'node:crypto';

/** An order and the version of its links; it says whose page may be seen, and nothing about a person. */
export type OrderPass = { readonly orderNo: string; readonly version: number };

/**
 * The key in a link to an order: `{version}.{signature}`. It is made again from the order whenever it is needed and kept
 * nowhere; another version, or another secret, makes it useless.
 */
export const orderKey = ({ orderNo, version }: OrderPass, secret: string): string =>
  `${version}.${signatureOf({ orderNo, version }, secret).toString('base64url')}`;

/** What a key opens, by our signature alone; null when it is forged or malformed. */
export function readOrderKey(orderNo: string, key: string, secret: string): OrderPass | null {
  const [, digits, text] = /^(\d{1,9})\.([\w-]{43})$/.exec(key) ?? [];
  if (digits === undefined || text === undefined) return null;
  const pass = { orderNo, version: Number(digits) };
  const given = Buffer.from(text, 'base64url');
  const own = signatureOf(pass, secret);
  return given.length === own.length && timingSafeEqual(given, own) ? pass : null;
}

const signatureOf = ({ orderNo, version }: OrderPass, secret: string): Buffer =>
  createHmac('sha256', secret).update(`order_link\0${orderNo}\0${version}`).digest();
