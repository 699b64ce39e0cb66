import { expect, it } from 'vitest';
import { leaksIn, refuseLeaks, secretsIn } from '#tests/leaks.ts';

it.each([
  'sent to ada@example.com',
  '/sign-in?email=ada%40example.com',
  '{"name":"Ada Lovelace"}',
  'to 7 Canary Wharf Lane',
  'call +46 70 123 45 67',
  'paid with 4242424242424242',
  'key sk_test_51Hxyz',
  'cookie eyJhbGciOiJIUzI1NiJ9.e30.x',
  'GET /orders/ROL-1/open?key=1.abc',
  'Authorization: Bearer abc',
  'connecting to postgres://u:p@host/db',
  'it was rosebud-rosebud',
])('whoever watches the log would see that it says "%s"', (line) => {
  expect(leaksIn(['all is well', line], ['rosebud-rosebud'])).toEqual([line]);
});

it('an everyday line is none', () => {
  const line = '{"level":"info","order_no":"ROL-7K2M9QXD","event_id":"evt_1","session_id":"cs_test_1"}';
  expect(leaksIn([line], ['rosebud-rosebud'])).toEqual([]);
});

it('the secrets of a configuration are looked for by their values', () => {
  const env = {
    CRON_SECRET: 'rosebud-rosebud',
    STRIPE_WEBHOOK_SECRET: 'whsec_1111,whsec_2222',
    APP_URL: 'http://x',
  };
  expect(secretsIn(env)).toEqual(['rosebud-rosebud', 'whsec_1111', 'whsec_2222']);
  expect(() => refuseLeaks(['it was rosebud-rosebud'], env)).toThrow('1 lines of 1 told too much');
});
