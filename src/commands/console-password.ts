/**
 * `npm run console:password -- ana admin`: asks for a password and prints the entry of CONSOLE_PASSWORDS that lets Ana in.
 * The password is read from the keyboard or a pipe, never from the command line, which others on this machine can see.
 */
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { roles } from '#domain/operator.ts';
import { MemberListError, readPasswordMembers } from '#libs/auth/console/console-members.ts';
import { hashPassword } from '#libs/auth/console/password-hash.ts';

/** Twelve characters: with a limit on tries, nobody guesses that. */
const shortest = 12;

const usage = `Usage: npm run console:password -- <name> <${roles.join('|')}>`;

/** Reads one line without showing it. */
async function askQuietly(question: string): Promise<string> {
  const isTerminal = process.stdin.isTTY === true;
  process.stderr.write(isTerminal ? question : '');
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: isTerminal });
  try {
    return await lines.question('');
  } finally {
    lines.close();
    process.stderr.write(isTerminal ? '\n' : '');
  }
}

/** The entry for the configuration. Throws MemberListError on a name or role that makes no sense. */
async function entryFor(name: string, role: string): Promise<string> {
  const password = await askQuietly(`Password for ${name}, ${shortest} characters or more: `);
  if (password.length < shortest)
    throw new MemberListError(
      `The password needs ${shortest} characters or more; it has ${password.length}.`,
    );
  const entry = `${name}=${role}=${await hashPassword(password)}`;
  readPasswordMembers(entry);
  return entry;
}

const [name, role] = process.argv.slice(2);
try {
  if (name === undefined || !roles.some((known) => known === role)) throw new MemberListError(usage);
  console.log(await entryFor(name, String(role)));
  console.error('Put this into CONSOLE_PASSWORDS; several entries are separated by ;');
} catch (error) {
  if (!(error instanceof MemberListError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
