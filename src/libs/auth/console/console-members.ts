import { type Role, roles } from '#domain/operator.ts';
import { type PasswordHash, readPasswordHash } from './password-hash.ts';

/** Somebody who is let in by what an identity provider says of their address. */
export type ListedMember = { readonly name: string; readonly role: Role; readonly email: string };

/** Somebody who is let in by a password. */
export type PasswordMember = {
  readonly name: string;
  readonly role: Role;
  readonly hash: PasswordHash;
  /** The hash as it is configured: another one ends the sessions made under it. */
  readonly hashText: string;
};

/** The list says something that makes no sense; the message never repeats it. */
export class MemberListError extends Error {}

const isRole = (text: string): text is Role => roles.some((role) => role === text);
const anyRole = roles.join(', ');
const nameForm = /^[a-z][a-z\d._-]{0,30}$/i;

/**
 * Reads `ana@example.com=admin,mira@example.com=viewer`. The part before the @ is the name the history knows, which is
 * never an address. Throws MemberListError.
 */
export function readListedMembers(text: string): readonly ListedMember[] {
  const members = partsOf(text, ',').map((part) => {
    const [email = '', role = '', ...rest] = part.split('=').map((piece) => piece.trim());
    if (rest.length > 0 || !/^[^\s@,;=]+@[^\s@,;=]+$/.test(email))
      throw new MemberListError('must be a list such as ana@example.com=admin,mira@example.com=viewer');
    if (!isRole(role)) throw new MemberListError(`every role must be one of ${anyRole}`);
    return { name: nameIn(email.split('@')[0] ?? ''), role, email: email.toLowerCase() };
  });
  return withoutNamesakes(members);
}

/** Reads `ana=admin=scrypt:…;mira=viewer=scrypt:…`, as `npm run console:password` prints each. Throws MemberListError. */
export function readPasswordMembers(text: string): readonly PasswordMember[] {
  const members = partsOf(text, ';').map((part) => {
    const [name = '', role = '', hashText = ''] = part.split('=').map((piece) => piece.trim());
    if (!isRole(role))
      throw new MemberListError(`every entry must be name=role=scrypt:…, with a role of ${anyRole}`);
    const hash = readPasswordHash(hashText);
    if (hash === null)
      throw new MemberListError('has a password hash that is none (npm run console:password prints one)');
    return { name: nameIn(name), role, hash, hashText };
  });
  return withoutNamesakes(members);
}

const partsOf = (text: string, separator: string): string[] =>
  text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');

function nameIn(text: string): string {
  if (!nameForm.test(text))
    throw new MemberListError(
      'has a name that does not start with a letter and go on in letters, digits, . _ or -',
    );
  return text.toLowerCase();
}

/** Two people of one name could not be told apart in the history. */
function withoutNamesakes<M extends { readonly name: string }>(members: readonly M[]): readonly M[] {
  if (members.length === 0) throw new MemberListError('names nobody');
  if (new Set(members.map(({ name }) => name)).size < members.length)
    throw new MemberListError('has two people of the same name');
  return members;
}
