import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { PaymentError } from '#domain/errors.ts';
import type { Operator } from '#domain/operator.ts';
import { EnvError, loadEnv } from '#libs/Env.ts';
import { createContext } from '#server/context.ts';
import type { AppContext } from '#services/app-context.ts';
import { inRequest } from '#services/in-request.ts';

/** What was asked for makes no sense; the message says how to ask. */
export class UsageError extends Error {}

type Given = Readonly<Record<string, string | boolean | undefined>>;
type Options = NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>['options']>;

/** The address and the further options of the command line. Throws UsageError. */
export function readPerson(usage: string, options: Options): { email: string; given: Given } {
  const given = parse(usage, options);
  const { email } = given;
  if (typeof email !== 'string' || !/^\s*[^\s@]+@[^\s@]+\s*$/.test(email)) throw new UsageError(usage);
  return { email, given };
}

function parse(usage: string, options: Options): Given {
  try {
    return parseArgs({ options: { email: { type: 'string' }, ...options } }).values as Given;
  } catch {
    throw new UsageError(usage);
  }
}

/** Whoever may run it on this machine has the keys already; the history says who it was. */
const operator: Operator = { name: userInfo().username, role: 'admin' };

/** Runs a command about a person, and ends with 1 when it could not run. Words go to the standard output, the log does not. */
export async function runPrivacy(
  door: string,
  run: (app: AppContext, operator: Operator) => Promise<void>,
): Promise<void> {
  const afterwards: Promise<void>[] = [];
  const app = createContext(loadEnv(), { defer: (work) => void afterwards.push(work()), logTo: 'stderr' });
  try {
    await inRequest(app, { door: `command ${door}`, traceparent: null }, () => run(app, operator));
  } finally {
    await Promise.all(afterwards);
    await app.store.close();
  }
}

/** The end of a command: what a person can mend is said in a sentence, everything else as it came. */
export async function tellFailure(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    const told =
      [UsageError, EnvError, PaymentError].some((kind) => error instanceof kind) || isFileError(error);
    console.error(told ? (error as Error).message : error);
    process.exitCode = 1;
  }
}

const isFileError = (error: unknown): boolean => error instanceof Error && 'syscall' in error;
