import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Identity } from '#libs/auth/identity.ts';
import { secondsNow, strangerKey } from './mint.ts';
import { type Google, identityOn, startGoogle } from './shop-on-google.ts';

let google: Google;
let identity: Identity;
beforeAll(async () => {
  google = await startGoogle();
  identity = identityOn(google);
});
afterAll(() => google.close());
beforeEach(() => google.addUser('ada'));

const token = (forgery = {}): Promise<string> =>
  google.idToken('ada', google.users.get('ada') ?? fail(), forgery);
const fail = (): never => {
  throw new Error('There is no such user.');
};
const refused = (reason: string) => ({ kind: 'refused', reason });

describe('an ID token', () => {
  it('that Google signed a moment ago makes a session of two weeks', async () => {
    const signIn = await identity.signInWithToken(await token());
    expect(signIn).toMatchObject({
      kind: 'signed_in',
      shopper: { uid: 'ada', email: 'ada@example.com', emailVerified: true },
    });
    const expiry = signIn.kind === 'signed_in' ? signIn.session.expiresAt.getTime() : 0;
    expect(Math.round((expiry - Date.now()) / 1000 / 3600)).toBe(14 * 24);
  });

  it('that has expired is refused as expired', async () => {
    const claims = { exp: secondsNow() - 1, iat: secondsNow() - 3601 };
    expect(await identity.signInWithToken(await token({ claims }))).toEqual(refused('token_expired'));
  });

  it('that was made for another project is refused', async () => {
    const forged = await token({ claims: { aud: 'another-shop' } });
    expect(await identity.signInWithToken(forged)).toEqual(refused('token_invalid'));
  });

  it('from another issuer is refused', async () => {
    const forged = await token({ claims: { iss: 'https://securetoken.google.com/another-shop' } });
    expect(await identity.signInWithToken(forged)).toEqual(refused('token_invalid'));
  });

  it('whose key nobody published is refused', async () => {
    const forged = await token({ key: strangerKey(), kid: 'unknown' });
    expect(await identity.signInWithToken(forged)).toEqual(refused('token_invalid'));
  });

  it('that a stranger signed under the name of Google’s key is refused', async () => {
    const forged = await token({ key: strangerKey() });
    expect(await identity.signInWithToken(forged)).toEqual(refused('token_invalid'));
  });

  it('that nobody signed (alg none) is refused', async () => {
    expect(await identity.signInWithToken(await token({ alg: 'none' }))).toEqual(refused('token_invalid'));
  });

  it('signed with Google’s public key as a shared secret (HS256) is refused', async () => {
    const [certificate = ''] = Object.values(google.certificates('id_token'));
    const forged = await token({ alg: 'HS256', key: Buffer.from(certificate) });
    expect(await identity.signInWithToken(forged)).toEqual(refused('token_invalid'));
  });

  it('of a sign-in that was revoked since is refused', async () => {
    google.addUser('ada', { validSince: secondsNow() + 1 });
    expect(await identity.signInWithToken(await token())).toEqual(refused('token_revoked'));
  });

  it('of a disabled user is refused', async () => {
    google.addUser('ada', { disabled: true });
    expect(await identity.signInWithToken(await token())).toEqual(refused('user_disabled'));
  });

  it('of a user who was deleted is refused', async () => {
    const forgotten = await token();
    google.users.delete('ada');
    expect(await identity.signInWithToken(forgotten)).toEqual(refused('token_invalid'));
  });

  it('of a sign-in more than five minutes ago is refused, because it may have been stolen', async () => {
    const forged = await token({ claims: { auth_time: secondsNow() - 301 } });
    expect(await identity.signInWithToken(forged)).toEqual(refused('sign_in_not_recent'));
  });

  it('changed in one letter, or that is no token at all, is refused', async () => {
    const [head, payload, signature] = (await token()).split('.');
    const other = Buffer.from(JSON.stringify({ sub: 'somebody-else' })).toString('base64url');
    for (const forged of [`${head}.${other}.${signature}`, `${head}.${payload}.`, 'hunter2', '']) {
      expect(await identity.signInWithToken(forged)).toEqual(refused('token_invalid'));
    }
  });

  it('is checked with certificates that are fetched once', async () => {
    await identity.signInWithToken(await token());
    await identity.signInWithToken(await token());
    expect(google.calls.filter((call) => call.includes('x509'))).toHaveLength(1);
  });
});
