import { type NextRequest, NextResponse } from 'next/server';
import { openConsoleSession } from '#libs/auth/console/console-session.ts';
import { consoleWays } from '#libs/auth/console/console-ways.ts';
import { isDevelopmentBuild } from '#libs/build-mode.ts';
import { loadEnv } from '#libs/Env.ts';
import { consolePolicy, fixedSecurityHeaders } from '#libs/SecurityPolicy.ts';
import { addressHeader } from './console-address.ts';
import { sessionName, sessionOptions } from './console-cookies.ts';

export const isOfConsole = (pathname: string): boolean => /^\/console(\/|$)/.test(pathname);

/**
 * What every page of the console is sent with, and the renewal of its session, which a page cannot do. Who may see what is
 * decided behind it, where the data is.
 */
export async function consoleProxy(request: NextRequest, absent: string): Promise<NextResponse> {
  const env = loadEnv();
  const policy = consolePolicy({ nonce: crypto.randomUUID(), development: isDevelopmentBuild });
  const headers = new Headers(request.headers);
  headers.delete(absent);
  if (consoleWays(env) === null) headers.set(absent, 'true');
  headers.set('Content-Security-Policy', policy); // where the framework looks for the nonce
  headers.set(addressHeader, `${request.nextUrl.pathname}${request.nextUrl.search}`);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('Content-Security-Policy', policy);
  for (const [name, value] of Object.entries({ ...fixedSecurityHeaders(env.APP_URL), ...ofConsole }))
    response.headers.set(name, value);
  return renewing(request, response);
}

/** Addresses of the console name orders and events; they are for nobody else, and nobody keeps its pages. */
const ofConsole = {
  'Cache-Control': 'private, no-store',
  'Referrer-Policy': 'same-origin',
  'X-Robots-Tag': 'noindex, nofollow',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

async function renewing(request: NextRequest, response: NextResponse): Promise<NextResponse> {
  const env = loadEnv();
  const [app, ways] = [{ appUrl: env.APP_URL }, consoleWays(env)];
  const cookie = request.cookies.get(sessionName(app))?.value;
  if (cookie === undefined || ways === null) return response;
  const seal = { secret: env.SESSION_SECRET ?? '', now: new Date() };
  const session = await openConsoleSession(cookie, ways, seal);
  if (session?.renewed) response.cookies.set(sessionName(app), session.renewed, sessionOptions(app));
  return response;
}
