import { describe, expect, it } from 'vitest';
import { signValue } from '../signed-value.ts';
import { readPasswordMembers } from './console-members.ts';
import { openConsoleSession, sealPasswordSession, sealStandIn } from './console-session.ts';
import type { ConsoleWays } from './console-ways.ts';

const secret = 'the secret that signs sessions in tests';
const salt = 'aaaaaaaaaaaaaaaaaaaaaa';
const entry = (name: string, role: string, key = 'a'): string =>
  `${name}=${role}=scrypt:32768:8:3:${salt}:${key.repeat(43)}`;
const waysOf = (...entries: string[]): ConsoleWays => ({
  listed: [],
  passwords: entries.length === 0 ? [] : readPasswordMembers(entries.join(';')),
  standIn: entries.length === 0,
});
const start = Date.parse('2026-11-28T12:00:00Z');
const at = (minutes: number) => ({ secret, now: new Date(start + minutes * 60_000) });
const ana = waysOf(entry('ana', 'operator'));

const who = async (cookie: string, ways: ConsoleWays, minutes = 1, seal = at(minutes)) =>
  (await openConsoleSession(cookie, ways, seal))?.operator ?? null;

describe('a session of the console', () => {
  it('says who signed in, in the role they have now', async () => {
    const cookie = await sealPasswordSession('ana', ana, at(0));
    expect(await who(cookie, ana)).toEqual({ name: 'ana', role: 'operator' });
    expect(await who(cookie, waysOf(entry('ana', 'viewer')))).toEqual({ name: 'ana', role: 'viewer' });
  });

  it('is over with the password it was made under, and with the name', async () => {
    const cookie = await sealPasswordSession('ana', ana, at(0));
    expect(await who(cookie, waysOf(entry('ana', 'operator', 'b')))).toBeNull();
    expect(await who(cookie, waysOf(entry('mira', 'operator')))).toBeNull();
  });

  it('is over after an hour without a request, and is renewed by one before', async () => {
    const cookie = await sealPasswordSession('ana', ana, at(0));
    expect(await openConsoleSession(cookie, ana, at(4))).toMatchObject({ renewed: null });
    expect(await who(cookie, ana, 61)).toBeNull();
    const renewed = (await openConsoleSession(cookie, ana, at(50)))?.renewed ?? '';
    expect(await who(renewed, ana, 100)).not.toBeNull();
  });

  it('is over after twelve hours, however busy it was', async () => {
    let cookie = await sealPasswordSession('ana', ana, at(0));
    for (let minutes = 50; minutes < 720; minutes += 50)
      cookie = (await openConsoleSession(cookie, ana, at(minutes)))?.renewed ?? '';
    expect(await who(cookie, ana, 719)).not.toBeNull();
    expect(await who(cookie, ana, 720)).toBeNull();
  });

  it('is not made of what somebody else signed, changed or signed for something else', async () => {
    const cookie = await sealPasswordSession('ana', ana, at(0));
    const [head, body = '', signature] = cookie.split('.');
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>;
    const changed = Buffer.from(JSON.stringify({ ...claims, name: 'root' })).toString('base64url');
    expect(await who(`${head}.${changed}.${signature}`, ana)).toBeNull();
    expect(await who(cookie, ana, 1, { ...at(1), secret: 'another secret altogether, really' })).toBeNull();
    const elsewhere = await signValue(claims, { purpose: 'session', ...at(0) }, 3600);
    expect(await who(elsewhere, ana)).toBeNull();
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${body}.`;
    for (const text of ['', 'x', '..', unsigned]) expect(await who(text, ana)).toBeNull();
  });

  it('of a stand-in is worth nothing where people are configured, and the other way round', async () => {
    const sandbox = waysOf();
    const cookie = await sealStandIn('admin', sandbox, at(0));
    expect(await who(cookie, sandbox)).toEqual({ name: 'sandbox-admin', role: 'admin' });
    expect(await who(cookie, ana)).toBeNull();
    expect(await who(await sealPasswordSession('ana', ana, at(0)), sandbox)).toBeNull();
  });

  it('of a stand-in does not become a person who is called like one', async () => {
    const cookie = await sealStandIn('admin', waysOf(), at(0));
    expect(await who(cookie, waysOf(entry('sandbox-admin', 'admin')))).toBeNull();
  });
});
