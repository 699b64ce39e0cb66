import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createLogger, type LogFields } from './Logger.ts';

function linesOf(write: (log: ReturnType<typeof createLogger>) => void): string {
  const lines: string[] = [];
  write(createLogger('debug', { to: { write: (line: string) => lines.push(line) } }));
  for (const line of lines) JSON.parse(line);
  return lines.join('');
}

const secrets = {
  'an e-mail address': 'grace.canary+1@example.co.uk',
  'an e-mail address with an umlaut': 'müller@bücher.example',
  'an e-mail address in a link': 'grace%40canary.example',
  'a phone number': '+44 (20) 7946-0018',
  'a card number': '4242 4242 4242 4242',
  'a Stripe key': 'sk_test_51HxyzCANARY',
  'a Klaviyo key': 'pk_canary0123456789',
  'a signing secret': 'whsec_canary/0123+456=',
  'a web key': 'AIzaCanary-0123456789',
  'a bearer token': 'Bearer canary-0123456789',
  'a database': 'postgres://canary:secret@db.example:5432/shop',
  'a mail server': 'smtps://canary:secret@mail.example:465',
  'a cookie': 'eyJhbGciOiJIUzI1NiJ9.eyJjYW5hcnkiOjF9.c2lnbmF0dXJl',
  'a client secret': 'pi_123_secret_canary456',
  'an order key': `1.${'canary_-'.repeat(5)}abc`,
  'a private key': '-----BEGIN PRIVATE KEY-----\ncanary\n-----END PRIVATE KEY-----',
};

it.each(Object.entries(secrets))('%s does not get through, wherever it stands', (_, secret) => {
  const said = linesOf((log) => {
    log.info({ note: `before ${secret} after`, deep: { er: [{ still: secret }] } }, `it was ${secret}.`);
    log.warn({ error: new Error(`refused ${secret}`, { cause: new Error(secret) }) }, 'went wrong');
    log.error({ odd: new TypeError(secret), [secret]: true }, 'went wrong');
  });
  expect(said).not.toContain(secret);
  expect(said).not.toContain(JSON.stringify(secret).slice(1, -1));
  expect(said).not.toMatch(/canary|grace|bücher/i);
});

it('what belongs to a person does not get through under any name we use for it', () => {
  const fields: LogFields = {
    buyer_name: 'Grace Canary',
    shippingAddress: { line1: '1 Canary Row' },
    customer_details: { name: 'Grace Canary', phone: '0207946' },
    orders: [{ email: 'grace', profile: { first_name: 'Grace' } }],
    error: Object.assign(new Error('Key (name)=("Grace Canary") is taken'), { detail: 'Grace Canary' }),
    parse: new SyntaxError('Unexpected token, "{"name":"Grace"... is not valid JSON'),
  };
  expect(linesOf((log) => log.error(fields, 'went wrong'))).not.toMatch(/Grace|Canary|7946/);
});

it('what a developer looks for stays', () => {
  const fields: LogFields = {
    order_no: 'ROL-7K2M9QXD',
    event_id: 'evt_1PqRsT2eZvKYlo2C',
    session_id: 'cs_test_a1b2c3d4e5f6a7b8c9d0',
    duration_ms: 1_795_000_000_000,
    error: new Error('duplicate key violates "payment_orders_session_key"'),
  };
  const said = linesOf((log) => log.warn(fields, 'store_conflict at 2026-11-28T16:12:00+00:00'));
  expect(JSON.parse(said)).toMatchObject({
    level: 'warn',
    order_no: fields.order_no,
    event_id: fields.event_id,
    session_id: fields.session_id,
    duration_ms: fields.duration_ms,
    error: { name: 'Error', message: 'duplicate key violates "payment_orders_session_key"' },
    msg: 'store_conflict at 2026-11-28T16:12:00+00:00',
  });
});

it('whatever is written, a line stays one line of JSON', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(...Object.values(secrets), '\n', '\\', '"', '\\n', 'n@a.b'),
  );
  const text = fc.array(piece, { maxLength: 6 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, text, text, (name, value, message) => {
      expect(linesOf((log) => log.info({ [name]: value, list: [value] }, message))).toMatch(/^[^\n]*\n$/);
    }),
    { numRuns: 100 },
  );
});
