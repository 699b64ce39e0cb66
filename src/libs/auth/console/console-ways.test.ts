import { describe, expect, it } from 'vitest';
import { MemberListError, readListedMembers, readPasswordMembers } from './console-members.ts';
import { consoleWays } from './console-ways.ts';

const hash = `scrypt:32768:8:3:${'a'.repeat(22)}:${'b'.repeat(43)}`;
const SESSION_SECRET = 'a session secret of some length';
const sandbox = { APP_ENV: 'sandbox', SANDBOX_URL: 'http://127.0.0.1:4010', SESSION_SECRET };
const production = { APP_ENV: 'production', SESSION_SECRET };
const CONSOLE_ACCESS = readListedMembers('Ana@Example.com=admin, mira@example.com=viewer');
const CONSOLE_PASSWORDS = readPasswordMembers(`ana=admin=${hash}; mira=viewer=${hash}`);

describe('the console', () => {
  it('does not exist where nobody is configured, outside the sandbox', () => {
    expect(consoleWays(production)).toBeNull();
    expect(consoleWays({ ...production, FIREBASE_WEB_API_KEY: 'AIzaExample' })).toBeNull();
    expect(consoleWays({ ...sandbox, APP_ENV: 'production' })).toBeNull();
    expect(consoleWays({ APP_ENV: 'sandbox', SESSION_SECRET })).toBeNull();
    expect(consoleWays({ ...production, CONSOLE_ACCESS })).toBeNull();
  });

  it('lets everybody choose a role in the sandbox, until people are configured', () => {
    expect(consoleWays(sandbox)).toMatchObject({ standIn: true });
    expect(consoleWays({ ...sandbox, CONSOLE_PASSWORDS })).toMatchObject({ standIn: false });
    expect(consoleWays({ ...sandbox, CONSOLE_ACCESS })).toMatchObject({ standIn: false });
    expect(consoleWays({ ...sandbox, FIREBASE_WEB_API_KEY: 'AIzaExample' })).toBeNull();
  });

  it('knows people by their address where Firebase says who they are, and by a password anywhere', () => {
    const firebase = { ...production, FIREBASE_WEB_API_KEY: 'AIzaExample' };
    const ways = consoleWays({ ...firebase, CONSOLE_ACCESS, CONSOLE_PASSWORDS });
    expect(ways?.listed[0]).toEqual({ name: 'ana', role: 'admin', email: 'ana@example.com' });
    expect(ways?.passwords.map(({ name, role }) => `${name} ${role}`)).toEqual(['ana admin', 'mira viewer']);
    expect(ways?.standIn).toBe(false);
  });
});

describe('a list of people', () => {
  it.each([
    'ana@example.com',
    'ana=admin',
    'ana@example.com=king',
    'ana@a.com=admin,ana@b.com=viewer',
    '',
    'a@b@c=admin',
  ])('of addresses is not %j', (text) => {
    expect(() => readListedMembers(text)).toThrow(MemberListError);
  });

  it.each(['ana', 'ana=admin', `ana=king=${hash}`, 'ana=admin=horse', `=admin=${hash}`, `a b=admin=${hash}`])(
    'of passwords is not %j, and the message does not repeat it',
    (text) => {
      expect(() => readPasswordMembers(text)).toThrow(MemberListError);
      expect(() => readPasswordMembers(text)).not.toThrow(/horse|king=/);
    },
  );
});
