import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Identity, Session } from '#libs/auth/identity.ts';
import { sealValue } from '#libs/auth/sealed-value.ts';
import { openSession, sealSession } from '#libs/auth/session.ts';
import { signValue } from '#libs/auth/signed-value.ts';
import type { GoogleUser } from './google.ts';
import { type Claims, secondsNow, strangerKey } from './mint.ts';
import { admitted, type Google, identityOn, sessionSecret, startGoogle } from './shop-on-google.ts';

let google: Google;
let identity: Identity;
beforeAll(async () => {
  google = await startGoogle();
  identity = identityOn(google);
});
afterAll(() => google.close());
beforeEach(() => google.addUser('ada'));
afterEach(() => {
  google.trouble = null;
});

const seal = () => ({ secret: sessionSecret, now: new Date() });
const person: Claims = {
  sub: 'ada',
  email: 'ada@example.com',
  email_verified: true,
  auth_time: secondsNow(),
};

function userNamed(uid: string): GoogleUser {
  const user = google.users.get(uid);
  if (!user) throw new Error(`There is no ${uid}.`);
  return user;
}

/** A cookie with our own genuine seal around whatever Google is said to have signed. */
async function cookieAround(forgery: Parameters<Google['session']>[2] = {}, seconds = 3600): Promise<string> {
  const proof = await google.session(person, seconds, forgery);
  return (await sealSession({ uid: 'ada', email: null, proof }, seal())).cookie;
}

async function signIn(uid = 'ada', ago = 0): Promise<Session> {
  const claims = { auth_time: secondsNow() - ago };
  return admitted(await identity.signInWithToken(await google.idToken(uid, userNamed(uid), { claims })))
    .session;
}

describe('a session', () => {
  it('says whose it is, and whether their address is verified', async () => {
    google.addUser('bob', { emailVerified: false });
    expect(await identity.readSession((await signIn()).cookie)).toEqual({
      uid: 'ada',
      email: 'ada@example.com',
      emailVerified: true,
    });
    expect(await identity.readSession((await signIn('bob')).cookie)).toMatchObject({ emailVerified: false });
  });

  it('whose proof has expired is none', async () => {
    expect(await identity.readSession(await cookieAround({}, -1))).toBeNull();
  });

  it.each<[string, Parameters<Google['session']>[2]]>([
    ['was made for another project', { claims: { aud: 'another-shop' } }],
    ['comes from another issuer', { claims: { iss: 'https://session.firebase.google.com/another-shop' } }],
    ['has a key nobody published', { key: strangerKey(), kid: 'unknown' }],
    ['a stranger signed under the name of Google’s key', { key: strangerKey() }],
    ['nobody signed (alg none)', { alg: 'none' }],
    ['belongs to somebody else', { claims: { sub: 'bob' } }],
  ])('whose proof %s is none', async (_, forgery) => {
    google.addUser('bob');
    expect(await identity.readSession(await cookieAround())).not.toBeNull();
    expect(await identity.readSession(await cookieAround(forgery))).toBeNull();
  });

  it('whose proof is signed with Google’s public key as a shared secret (HS256) is none', async () => {
    const [certificate = ''] = Object.values(google.certificates('session'));
    const forged = await cookieAround({ alg: 'HS256', key: Buffer.from(certificate) });
    expect(await identity.readSession(forged)).toBeNull();
  });

  it('whose proof is an ID token is none', async () => {
    const idToken = await google.idToken('ada', userNamed('ada'));
    const { cookie } = await sealSession({ uid: 'ada', email: null, proof: idToken }, seal());
    expect(await identity.readSession(cookie)).toBeNull();
  });

  it('that is revoked, or whose owner is disabled or gone, is none', async () => {
    const { cookie } = await signIn();
    google.addUser('ada', { validSince: secondsNow() + 1 });
    expect(await identity.readSession(cookie)).toBeNull();
    google.addUser('ada', { disabled: true });
    expect(await identity.readSession(cookie)).toBeNull();
    google.users.delete('ada');
    expect(await identity.readSession(cookie)).toBeNull();
  });

  it('is ended on every device by signing out everywhere, and a new one can be begun', async () => {
    const [laptop, phone] = [await signIn('ada', 10), await signIn('ada', 5)];
    google.addUser('bob');
    const somebodyElse = await signIn('bob', 5);
    await identity.endSessions('ada');
    expect(await identity.readSession(laptop.cookie)).toBeNull();
    expect(await identity.readSession(phone.cookie)).toBeNull();
    expect(await identity.readSession(somebodyElse.cookie)).toMatchObject({ uid: 'bob' });
    expect(await identity.readSession((await signIn()).cookie)).toMatchObject({ uid: 'ada' });
  });
});

describe('our own seal', () => {
  it('tells whose session it is without asking anybody', async () => {
    const { cookie } = await signIn();
    google.calls.length = 0;
    google.trouble = 'silence';
    expect(await identity.ownerIn(cookie)).toEqual({ uid: 'ada', email: 'ada@example.com' });
    expect(google.calls).toEqual([]);
  });

  it('names no address that was not proven', async () => {
    google.addUser('bob', { emailVerified: false });
    expect(await identity.ownerIn((await signIn('bob')).cookie)).toEqual({ uid: 'bob', email: null });
  });

  it('lets nobody read the cookie: neither who it is, nor the address, nor Google’s proof', async () => {
    const { cookie } = await signIn();
    const parts = cookie.split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1'));
    expect([cookie, ...parts].join('\n')).not.toMatch(/ada|example|eyJhbGciOiJSUzI1NiI/);
  });

  it('of a session from before cookies were encrypted is a signature, which counts until the session ends', async () => {
    const note = { uid: 'ada', proof: await google.session(person, 3600) };
    const cookie = await signValue(note, { purpose: 'session', ...seal() }, 14 * 86_400);
    expect(await identity.ownerIn(cookie)).toEqual({ uid: 'ada', email: null });
    expect(await identity.readSession(cookie)).toMatchObject({ uid: 'ada' });
  });

  it.each([
    [
      'made with another secret',
      { secret: 'another secret of some length', purpose: 'session', now: new Date() },
    ],
    ['made for another purpose', { secret: sessionSecret, purpose: 'sign_in', now: new Date() }],
    [
      'of fifteen days ago',
      { secret: sessionSecret, purpose: 'session', now: new Date(Date.now() - 15 * 86_400_000) },
    ],
  ] as const)('%s is nobody’s, however genuine the proof', async (_, signing) => {
    const note = { uid: 'ada', proof: await google.session(person, 3600) };
    for (const make of [sealValue, signValue]) {
      const cookie = await make(note, signing, 14 * 86_400);
      expect(await identity.ownerIn(cookie)).toBeNull();
      expect(await identity.readSession(cookie)).toBeNull();
    }
  });

  it('holds the cookie together: a changed letter, Google’s cookie alone or no cookie at all is nobody’s', async () => {
    const { cookie } = await signIn();
    const proof = (await openSession(cookie, seal()))?.proof ?? '';
    expect(proof).not.toBe('');
    for (const forged of [
      `${cookie.slice(0, -2)}AA`,
      proof,
      cookie.replace(/^[^.]+/, 'eyJhbGciOiJub25lIn0'),
      '',
    ]) {
      expect(await identity.ownerIn(forged)).toBeNull();
      expect(await identity.readSession(forged)).toBeNull();
    }
  });
});

describe('while Google', () => {
  it.each([
    ['answers with errors', { status: 503, body: { error: { code: 503, message: 'UNAVAILABLE' } } }],
    ['does not answer', 'silence'],
  ] as const)('%s, a session is neither accepted nor called forged', async (_, trouble) => {
    const fresh = identityOn(google, { deadlineMs: 500 });
    const { cookie } = await signIn();
    google.trouble = trouble;
    await expect(fresh.readSession(cookie)).rejects.toMatchObject({ code: 'identity_unavailable' });
    await expect(fresh.endSessions('ada')).rejects.toMatchObject({ code: 'identity_unavailable' });
  });

  it('refuses our service account, the fault is called ours', async () => {
    const { cookie } = await signIn();
    const privateKey = strangerKey().export({ type: 'pkcs8', format: 'pem' }).toString();
    const stranger = identityOn({ ...google, serviceAccount: { ...google.serviceAccount, privateKey } });
    await expect(stranger.readSession(cookie)).rejects.toMatchObject({ code: 'identity_misconfigured' });
  });
});
