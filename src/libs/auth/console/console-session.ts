import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Operator, type Role, roles } from '#domain/operator.ts';
import { readSignedValue, signValue } from '../signed-value.ts';
import type { ConsoleWays } from './console-ways.ts';

/** Seconds without a request after which a session is over. */
export const idleSeconds = 3600;

/** Seconds after which everybody signs in again, however busy they were. */
const longestSeconds = 12 * 3600;

/** Seconds after which a request renews the session; not each one does. */
const renewalSeconds = 300;

type Seal = { readonly secret: string; readonly now: Date };

/** What the cookie says: who signed in how, under which configuration, and since when. The role is looked up each time. */
type Note = {
  readonly way: 'password' | 'stand_in';
  readonly name: string;
  readonly proof: string;
  /** Seconds since 1970. */
  readonly since: number;
};

export type ConsoleSession = {
  readonly operator: Operator;
  /** A cookie that lasts longer, when this one is due for it. */
  readonly renewed: string | null;
};

/** The cookie of somebody who has just given the right password. */
export function sealPasswordSession(name: string, ways: ConsoleWays, seal: Seal): Promise<string> {
  return sealNote(
    { way: 'password', name, proof: proofOf(name, ways, seal), since: secondsOf(seal.now) },
    seal,
  );
}

/** The cookie of somebody who stands in for a role in the sandbox. */
export function sealStandIn(role: Role, ways: ConsoleWays, seal: Seal): Promise<string> {
  const name = standInName(role);
  return sealNote(
    { way: 'stand_in', name, proof: proofOf(name, ways, seal), since: secondsOf(seal.now) },
    seal,
  );
}

/**
 * Who a cookie belongs to; null when it is forged, idle or old, or when the way it was made by, the name or the password is
 * no longer configured.
 */
export async function openConsoleSession(
  cookie: string,
  ways: ConsoleWays,
  seal: Seal,
): Promise<ConsoleSession | null> {
  const value = await readSignedValue(cookie, { purpose: 'console', ...seal });
  const note = value === null ? null : noteIn(value);
  if (note === null) return null;
  const now = secondsOf(seal.now);
  if (now - note.since >= longestSeconds || !sameText(note.proof, proofOf(note.name, ways, seal)))
    return null;
  const operator = memberOf(note, ways);
  if (operator === null) return null;
  const isDue = now - Number(value?.iat) >= renewalSeconds;
  return { operator, renewed: isDue ? await sealNote(note, seal) : null };
}

function memberOf({ way, name }: Note, ways: ConsoleWays): Operator | null {
  if (way === 'stand_in') {
    const role = ways.standIn ? roles.find((candidate) => standInName(candidate) === name) : undefined;
    return role === undefined ? null : { name, role };
  }
  const member = ways.passwords.find((candidate) => candidate.name === name);
  return member === undefined ? null : { name, role: member.role };
}

const standInName = (role: Role): string => `sandbox-${role}`;

/** Changes with the password, so that the sessions made under another one are over. */
function proofOf(name: string, ways: ConsoleWays, { secret }: Seal): string {
  const hash = ways.passwords.find((member) => member.name === name)?.hashText ?? '';
  return createHmac('sha256', secret)
    .update(JSON.stringify(['console', name, hash]))
    .digest('base64url');
}

const sealNote = (note: Note, seal: Seal): Promise<string> =>
  signValue(note, { purpose: 'console', ...seal }, idleSeconds);

function noteIn({ way, name, proof, since }: Readonly<Record<string, unknown>>): Note | null {
  if (way !== 'password' && way !== 'stand_in') return null;
  if (typeof name !== 'string' || typeof proof !== 'string' || typeof since !== 'number') return null;
  return { way, name, proof, since };
}

const secondsOf = (date: Date): number => Math.floor(date.getTime() / 1000);

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
