import { StoreUnavailableError } from '#domain/errors.ts';
import type { Quota } from '#domain/rate-limit.ts';
import type { AppContext } from './app-context.ts';
import { admit } from './limit-rate.ts';

const quarter = 15 * 60;

/**
 * One person who mistypes, everybody behind one address, and one name that many addresses ask for. The last is wide, so that
 * nobody keeps an operator out by asking in their name.
 */
const quotas = {
  console_person: { limit: 5, seconds: quarter },
  console_address: { limit: 20, seconds: quarter },
  console_name: { limit: 100, seconds: quarter },
} as const satisfies Record<string, Quota>;

export type SignInTry = {
  readonly name: string;
  /** Where it comes from; null where nobody can tell, and then all come from one place. */
  readonly address: string | null;
};

/** Counts a try to sign in by password; `unavailable` when it could not be counted, and then nobody is let in. */
export async function admitConsoleSignIn(
  app: AppContext,
  { name, address }: SignInTry,
): Promise<'admitted' | 'too_many_attempts' | 'unavailable'> {
  const place = address ?? 'everybody';
  const counted = { console_address: place, console_person: `${name} ${place}`, console_name: name };
  try {
    for (const [scope, who] of Object.entries(counted)) {
      const quota = quotas[scope as keyof typeof quotas];
      if (!(await admit(app, { scope, who, quota }))) return 'too_many_attempts';
    }
    return 'admitted';
  } catch (error) {
    if (!(error instanceof StoreUnavailableError)) throw error;
    return 'unavailable';
  }
}
