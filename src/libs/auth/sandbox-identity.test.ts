import { describe, expect, it } from 'vitest';
import type { Identity, SignIn } from './identity.ts';
import { createSandboxIdentity } from './sandbox-identity.ts';

const secret = 'a session secret of some length';
const open = (options: { process?: string; sessionSecret?: string; now?: () => Date } = {}): Identity =>
  createSandboxIdentity({ sessionSecret: secret, now: () => new Date(), process: 'first', ...options });

async function cookieOf(identity: Identity, email: string): Promise<string> {
  const { entrance } = identity;
  const signIn: SignIn | null = entrance.kind === 'stand_in' ? await entrance.signInAs(email) : null;
  if (signIn?.kind !== 'signed_in') throw new Error('The stand-in refuses nobody.');
  return signIn.session.cookie;
}

describe('the stand-in of the sandbox', () => {
  it('takes everybody’s word, and knows them again by their address however it is written', async () => {
    const identity = open();
    const first = await identity.readSession(await cookieOf(identity, 'Ada@Example.com'));
    const second = await identity.readSession(await cookieOf(identity, 'ada@example.com'));
    expect(first).toEqual({
      uid: expect.stringMatching(/^sandbox-/),
      email: 'ada@example.com',
      emailVerified: true,
    });
    expect(second).toEqual(first);
  });

  it('ends every session of a shopper at once, nobody else’s, and none that is begun afterwards', async () => {
    const identity = open();
    const [laptop, phone] = [
      await cookieOf(identity, 'ada@example.com'),
      await cookieOf(identity, 'ada@example.com'),
    ];
    const other = await cookieOf(identity, 'bob@example.com');
    await identity.endSessions((await identity.ownerIn(phone))?.uid ?? '');
    expect(await identity.readSession(laptop)).toBeNull();
    expect(await identity.readSession(phone)).toBeNull();
    expect(await identity.readSession(other)).not.toBeNull();
    expect(await identity.readSession(await cookieOf(identity, 'ada@example.com'))).not.toBeNull();
  });

  it('knows no session of an earlier process, because it does not know which of them were ended', async () => {
    const cookie = await cookieOf(open({ process: 'before' }), 'ada@example.com');
    expect(await open().readSession(cookie)).toBeNull();
  });

  it('knows no session that another secret signed, that is two weeks old, or that is made up', async () => {
    const before = new Date(Date.now() - 15 * 86_400_000);
    const forged = await cookieOf(
      open({ sessionSecret: 'another secret of some length' }),
      'ada@example.com',
    );
    const old = await cookieOf(open({ now: () => before }), 'ada@example.com');
    for (const cookie of [forged, old, 'hunter2', '']) {
      expect(await open().readSession(cookie)).toBeNull();
      expect(await open().ownerIn(cookie)).toBeNull();
    }
  });

  it('tells whose session it is, and the address, of what its cookie alone says', async () => {
    const cookie = await cookieOf(open(), 'Ada@example.com');
    const uid = (await open().readSession(cookie))?.uid;
    expect(await open().ownerIn(cookie)).toEqual({ uid, email: 'ada@example.com' });
  });

  it('takes no token, because nobody issues any', async () => {
    expect(await open().signInWithToken('anything')).toEqual({ kind: 'refused', reason: 'token_invalid' });
  });
});
