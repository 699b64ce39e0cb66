import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EmailLink, Identity } from '#libs/auth/identity.ts';
import { type Google, identityOn, startGoogle } from './shop-on-google.ts';

let google: Google;
let identity: Identity;
let link: EmailLink;
beforeAll(async () => {
  google = await startGoogle();
  identity = identityOn(google, { deadlineMs: 1_000 });
  if (identity.entrance.kind !== 'email_link') throw new Error('Firebase lets nobody in by their word.');
  link = identity.entrance;
});
afterAll(() => google.close());
beforeEach(() => {
  google.users.clear();
  google.mails.length = 0;
});
afterEach(() => {
  google.trouble = null;
});

const request = {
  email: 'ada@example.com',
  locale: 'zh',
  returnUrl: 'https://shop.test/zh/account/return',
};
const codeOf = (): string => google.mails.at(-1)?.oobCode ?? '';
const error = (message: string, status = 400) => ({ status, body: { error: { code: status, message } } });

describe('a sign-in link', () => {
  it('is sent in the language of the page and leads back to our own address, which holds nothing personal', async () => {
    expect(await link.sendLink(request)).toBe('sent');
    expect(google.mails).toMatchObject([
      { email: 'ada@example.com', continueUrl: 'https://shop.test/zh/account/return', locale: 'zh' },
    ]);
  });

  it('signs in a new shopper, whose address it proves, and the same one the next time', async () => {
    await link.sendLink(request);
    const first = await link.signInWithLink('ada@example.com', codeOf());
    await link.sendLink(request);
    const second = await link.signInWithLink('Ada@Example.com', codeOf());
    expect(first).toMatchObject({
      kind: 'signed_in',
      shopper: { email: 'ada@example.com', emailVerified: true },
    });
    expect(second).toMatchObject({ shopper: first.kind === 'signed_in' ? first.shopper : null });
  });

  it('works once, and only with the address it was sent to', async () => {
    await link.sendLink(request);
    const code = codeOf();
    const refused = { kind: 'refused', reason: 'link_invalid' };
    expect(await link.signInWithLink('eve@example.com', code)).toEqual(refused);
    expect(await link.signInWithLink('ada@example.com', 'guessed')).toEqual(refused);
    expect(await link.signInWithLink('ada@example.com', code)).toMatchObject({ kind: 'signed_in' });
    expect(await link.signInWithLink('ada@example.com', code)).toEqual(refused);
  });

  it('is answered for alike whether the address is known, unknown or disabled', async () => {
    google.addUser('ada');
    google.addUser('eve', { disabled: true });
    for (const email of ['ada@example.com', 'nobody@example.com', 'eve@example.com']) {
      expect(await link.sendLink({ ...request, email })).toBe('sent');
    }
  });

  it('lets nobody in whose account is closed', async () => {
    await link.sendLink(request);
    google.addUser('ada', { disabled: true });
    const answer = await link.signInWithLink('ada@example.com', codeOf());
    expect(answer).toEqual({ kind: 'refused', reason: 'user_disabled' });
  });
});

describe('when Google', () => {
  it('has sent too many, that is an answer and no failure', async () => {
    google.trouble = error('TOO_MANY_ATTEMPTS_TRY_LATER : Try again later.');
    expect(await link.sendLink(request)).toBe('too_many_attempts');
    const answer = await link.signInWithLink('ada@example.com', 'code');
    expect(answer).toEqual({ kind: 'refused', reason: 'too_many_attempts' });
  });

  it.each(['OPERATION_NOT_ALLOWED', 'UNAUTHORIZED_DOMAIN : shop.test', 'API key not valid.'])(
    'says %s, the fault is called ours',
    async (message) => {
      google.trouble = error(message);
      await expect(link.sendLink(request)).rejects.toMatchObject({ code: 'identity_misconfigured' });
      await expect(link.signInWithLink('ada@example.com', 'code')).rejects.toMatchObject({
        code: 'identity_misconfigured',
      });
    },
  );

  it.each([error('BACKEND_ERROR', 503), { status: 200, body: {} }, 'silence'] as const)(
    'breaks down (%j), nobody is signed in and nobody refused',
    async (trouble) => {
      google.trouble = trouble;
      await expect(link.signInWithLink('ada@example.com', 'code')).rejects.toMatchObject({
        code: 'identity_unavailable',
      });
    },
  );
});
