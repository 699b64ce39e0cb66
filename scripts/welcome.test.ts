import { expect, it } from 'vitest';
import { welcome } from './welcome.ts';

const shopUrl = 'http://127.0.0.1:3000';

it('names every address, and says what is only played', () => {
  const text = welcome({
    shopUrl,
    sandboxUrl: 'http://127.0.0.1:4010',
    filled: ['database', 'stripe', 'klaviyo'],
  });
  expect(text).toContain(shopUrl);
  expect(text).toContain('http://127.0.0.1:4010 (a local sandbox');
  expect(text).toContain('http://127.0.0.1:4010/klaviyo');
  expect(text).toContain('.data/postgres');
});

it('does not speak of a sandbox where everything is real', () => {
  const text = welcome({ shopUrl, sandboxUrl: undefined, filled: [] });
  expect(text).not.toContain('sandbox');
  expect(text).not.toContain('stripe:trigger');
});
