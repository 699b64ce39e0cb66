import { StoreUnavailableError } from '#domain/errors.ts';
import type { Quota } from '#domain/rate-limit.ts';
import type { AppContext } from './app-context.ts';
import { admit } from './limit-rate.ts';

const quarter = 15 * 60;

/**
 * A browser that was let in before, one person who mistypes, everybody behind one address, one name that many ask for, and
 * all who come from nobody knows where. The last two are wide: they slow guessing down, and are not used up by mistakes.
 */
const quotas = {
  console_browser: { limit: 10, seconds: quarter },
  console_person: { limit: 5, seconds: quarter },
  console_address: { limit: 20, seconds: quarter },
  console_name: { limit: 100, seconds: quarter },
  console_everybody: { limit: 300, seconds: quarter },
} as const satisfies Record<string, Quota>;

type Scope = keyof typeof quotas;

export type SignInTry = {
  readonly name: string;
  /** Where it comes from; null where nobody can tell. */
  readonly address: string | null;
  /** The browser it comes from, when the same person signed in there before. */
  readonly browser: string | null;
};

/** What a try counts for. A known browser counts by itself, so that nobody keeps out an operator by asking in their name. */
function countersOf({ name, address, browser }: SignInTry): Partial<Record<Scope, string>> {
  if (browser !== null) return { console_browser: browser };
  if (address === null) return { console_name: name, console_everybody: 'everybody' };
  return { console_address: address, console_person: `${name} ${address}`, console_name: name };
}

/** Counts a try to sign in by password; `unavailable` when it could not be counted, and then nobody is let in. */
export async function admitConsoleSignIn(
  app: AppContext,
  attempt: SignInTry,
): Promise<'admitted' | 'too_many_attempts' | 'unavailable'> {
  try {
    for (const [scope, who] of Object.entries(countersOf(attempt))) {
      const quota = quotas[scope as Scope];
      if (!(await admit(app, { scope, who, quota }))) return 'too_many_attempts';
    }
    return 'admitted';
  } catch (error) {
    if (!(error instanceof StoreUnavailableError)) throw error;
    return 'unavailable';
  }
}
