/** The least a webhook handler can do and still be right: check the signature, keep the event, answer. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import postgres from 'postgres';
import { serve } from './serve.ts';

const { DATABASE_URL = '', DATABASE_POOL_SIZE = '5', STRIPE_WEBHOOK_SECRET = '' } = process.env;
const sql = postgres(DATABASE_URL, { max: Number(DATABASE_POOL_SIZE), fetch_types: false });

serve(async ({ headers, body }) => {
  if (!isGenuine(String(headers['stripe-signature']), body)) return { status: 400, body: '{"ok":false}' };
  const text = body.toString('utf8');
  const { id, type } = JSON.parse(text) as { id: string; type: string };
  await sql`insert into events (id, type, body) values (${id}, ${type}, ${text}) on conflict do nothing`;
  return { status: 200, body: '{"received":true}' };
});

function isGenuine(header: string, body: Buffer): boolean {
  const { t = '', v1 = '' } = Object.fromEntries(header.split(',').map((part) => part.split('=')));
  if (Math.abs(Date.now() / 1000 - Number(t)) > 300) return false;
  const expected = createHmac('sha256', STRIPE_WEBHOOK_SECRET).update(`${t}.`).update(body).digest();
  const given = Buffer.from(v1, 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
