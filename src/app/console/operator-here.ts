import { cookies } from 'next/headers';
import { visitor } from '#app/visitor.ts';
import type { Operator } from '#domain/operator.ts';
import { IdentityUnavailableError } from '#domain/shopper.ts';
import { openConsoleSession } from '#libs/auth/console/console-session.ts';
import { type ConsoleWays, consoleWays } from '#libs/auth/console/console-ways.ts';
import { loadEnv } from '#libs/Env.ts';
import type { AppContext } from '#services/app-context.ts';
import { sessionName } from './console-cookies.ts';

/** Who asks, or why nobody does. */
export type OperatorHere =
  | { readonly kind: 'no_console' }
  | { readonly kind: 'signed_out' }
  | { readonly kind: 'signed_in'; readonly operator: Operator };

/** Looks up who is at the console: by its own session, else by the shop's, when its address is on the list. */
export async function operatorHere(app: AppContext): Promise<OperatorHere> {
  const env = loadEnv();
  const ways = consoleWays(env);
  if (ways === null) return { kind: 'no_console' };
  const cookie = (await cookies()).get(sessionName(app))?.value;
  const seal = { secret: env.SESSION_SECRET ?? '', now: app.clock.now() };
  const session = cookie === undefined ? null : await openConsoleSession(cookie, ways, seal);
  const operator = session?.operator ?? (await listedVisitor(app, ways));
  return operator === null ? { kind: 'signed_out' } : { kind: 'signed_in', operator };
}

/** The visitor as the list knows them; nobody while the identity provider cannot be asked. */
async function listedVisitor(app: AppContext, { listed }: ConsoleWays): Promise<Operator | null> {
  if (listed.length === 0) return null;
  try {
    const shopper = await visitor(app);
    if (!shopper?.emailVerified) return null;
    const member = listed.find(({ email }) => email === shopper.email?.toLowerCase());
    return member === undefined ? null : { name: member.name, role: member.role };
  } catch (error) {
    if (!(error instanceof IdentityUnavailableError)) throw error;
    app.log.error({ code: error.code, error }, 'the console cannot ask who somebody is');
    return null;
  }
}
