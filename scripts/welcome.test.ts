import { expect, it } from 'vitest';
import { welcome } from './welcome.ts';

const shopUrl = 'http://127.0.0.1:3000';

it('names every address, and says what is only played', () => {
  const text = welcome({
    shopUrl,
    sandboxUrl: 'http://127.0.0.1:4010',
    filled: ['database', 'stripe', 'klaviyo', 'mail'],
    firestore: undefined,
  });
  expect(text).toContain(shopUrl);
  expect(text).toContain('http://127.0.0.1:3000/console (everybody chooses a role');
  expect(text).toContain('http://127.0.0.1:4010 (a local sandbox');
  expect(text).toContain('http://127.0.0.1:4010/klaviyo');
  expect(text).toContain('http://127.0.0.1:4010/mails (a local inbox');
  expect(text).toContain('.data/postgres');
});

it('does not speak of a sandbox where everything is real', () => {
  const text = welcome({ shopUrl, sandboxUrl: undefined, filled: [], firestore: undefined });
  expect(text).not.toContain('sandbox');
  expect(text).not.toContain('stripe:trigger');
});

it('says where the documents of the emulator are, and when they are kept', () => {
  const firestore = { host: '127.0.0.1:8085', projectId: 'demo-rolitt' };
  const text = welcome({ shopUrl, sandboxUrl: undefined, filled: ['database'], firestore });
  expect(text).toContain('127.0.0.1:8085, kept in .data/firestore when it is stopped');
  expect(text).not.toContain('Postgres');
});
