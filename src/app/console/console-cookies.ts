import { cookies } from 'next/headers';
import { fixed, nameOf } from '#app/visitor.ts';
import { idleSeconds } from '#libs/auth/console/console-session.ts';
import type { AppContext } from '#services/app-context.ts';

type Names = Pick<AppContext, 'appUrl'>;

export const sessionName = (app: Names): string => nameOf(app, 'console');

/** No script reads it, and no other site's page makes a browser send it. */
export const sessionOptions = (app: Names) =>
  ({ ...fixed(app), sameSite: 'strict', maxAge: idleSeconds }) as const;

/** Keeps the session of whoever has just signed in to the console, in this browser. */
export async function letInToConsole(app: Names, session: string): Promise<void> {
  (await cookies()).set(sessionName(app), session, sessionOptions(app));
}

/** Forgets the session in this browser. */
export async function letOutOfConsole(app: Names): Promise<void> {
  (await cookies()).delete({ name: sessionName(app), ...fixed(app) });
}

/** How somebody likes to see the console, kept in their browser. */
export type Look = {
  readonly theme: (typeof themes)[number];
  readonly density: (typeof densities)[number];
  /** Whether single keys do something. */
  readonly keys: boolean;
  /** Where the times are told, as the IANA names it. */
  readonly zone: string;
};

const themes = ['system', 'light', 'dark'] as const;
const densities = ['compact', 'roomy'] as const;

export const lookParts = ['theme', 'density', 'keys', 'zone'] as const satisfies readonly (keyof Look)[];

export const lookName = (part: keyof Look): string => `console_${part}`;

/** A look is no secret: whatever is in a cookie that makes no sense counts as nothing. */
export async function currentLook(): Promise<Look> {
  const jar = await cookies();
  return lookIn((part) => jar.get(lookName(part))?.value);
}

/** The look that some answers make, each of them a choice or nothing. */
export function lookIn(given: (part: keyof Look) => unknown): Look {
  return {
    theme: themes.find((theme) => theme === given('theme')) ?? 'system',
    density: densities.find((density) => density === given('density')) ?? 'compact',
    keys: given('keys') !== 'off',
    zone: zoneOf(given('zone')),
  };
}

function zoneOf(given: unknown): string {
  if (typeof given !== 'string' || given === '') return 'UTC';
  try {
    // Kept as it was given: browsers and servers disagree about which of two names of a zone is the proper one.
    new Intl.DateTimeFormat('en', { timeZone: given });
    return given;
  } catch {
    return 'UTC';
  }
}
