import type { NextRequest } from 'next/server';
import { NextResponse } from 'next/server';
import createMiddleware from 'next-intl/middleware';
import { consoleProxy, isOfConsole } from '#app/console/console-proxy.ts';
import { refuseLargeForm } from '#app/form-limit.ts';
import { variantStyles } from '#components/product/variant-styles.ts';
import { catalogSource } from '#config/catalog.ts';
import { campaignCookie, campaignIn, writeCampaign } from '#domain/campaign.ts';
import { signInWay } from '#libs/auth/sign-in-way.ts';
import { isDevelopmentBuild } from '#libs/build-mode.ts';
import { loadEnv } from '#libs/Env.ts';
import { isLocale, routing } from '#libs/I18n.ts';
import { contentSecurityPolicy, fixedSecurityHeaders, paymentOriginsOf } from '#libs/SecurityPolicy.ts';

const [offer] = catalogSource.offers;
const styles = variantStyles({
  variants: offer?.variants ?? [],
  maxQuantity: offer?.maxQuantity ?? 1,
  zones: catalogSource.shipping.length,
});
const negotiate = createMiddleware(routing);

/** Marks a request for a page that this configuration does not have; next.config.mjs leads it to the page for those. */
const absent = 'x-page-absent';

/** Every request for a page: its language and the security headers. Which page it is, next.config.mjs says. */
export default function proxy(request: NextRequest): NextResponse | Promise<NextResponse> {
  const refusal = refuseLargeForm(request);
  if (refusal !== null) return refusal;
  if (isOfConsole(request.nextUrl.pathname)) return consoleProxy(request, absent);
  const rest = withoutLanguage(request.nextUrl.pathname);
  const ofAccount = /^\/account(\/|$)/.test(rest);
  const perRequest = ofAccount || /^\/(checkout\/|orders(\/|$)|recover$)/.test(rest);
  const policy = policyOf(perRequest ? crypto.randomUUID() : null);
  request.headers.delete(absent);
  if (ofAccount && signInWay(loadEnv()) === null) request.headers.set(absent, 'true');
  request.headers.set('Content-Security-Policy', policy); // where the framework looks for the nonce
  const response = request.nextUrl.searchParams.has('cancelled')
    ? cancelNotice(request)
    : inLanguage(request);
  response.headers.set('Content-Security-Policy', policy);
  for (const [name, value] of Object.entries(fixedSecurityHeaders(loadEnv().APP_URL))) {
    response.headers.set(name, value);
  }
  rememberCampaign(request, response);
  return response;
}

/** Pages only: webhooks and the rest of the API, built files and anything with a file ending stay untouched. */
export const config = { matcher: '/((?!api/|_next/|_vercel/|.*\\..*).*)' };

/** Keeps what an advertisement's address says until the visitor buys, whatever pages come in between and without a script. */
function rememberCampaign({ nextUrl, cookies }: NextRequest, response: NextResponse): void {
  const campaign = campaignIn(nextUrl.pathname, nextUrl.searchParams);
  if (campaign === null) return;
  const value = writeCampaign(campaign);
  if (cookies.get(campaignCookie.name)?.value === value) return;
  response.cookies.set(campaignCookie.name, value, {
    httpOnly: true,
    sameSite: 'lax',
    secure: loadEnv().APP_URL.startsWith('https://'),
    maxAge: campaignCookie.seconds,
    path: '/',
  });
}

function withoutLanguage(pathname: string): string {
  const [, first = '', ...more] = pathname.split('/');
  return isLocale(first) ? `/${more.join('/')}` : pathname;
}

/** Sends a visitor to their language, or lets the address through; rewriting it is left to the configuration. */
function inLanguage(request: NextRequest): NextResponse {
  const response = negotiate(request);
  if (response.headers.has('x-middleware-rewrite')) {
    response.headers.delete('x-middleware-rewrite');
    response.headers.set('x-middleware-next', '1');
  }
  return response;
}

/** The notice about a cancelled payment is a fragment, so that a page made once for everybody can show it. */
function cancelNotice({ nextUrl }: NextRequest): NextResponse {
  const target = nextUrl.clone();
  target.searchParams.delete('cancelled');
  target.hash = 'cancelled';
  return NextResponse.redirect(target);
}

function policyOf(nonce: string | null): string {
  const env = loadEnv();
  const { ANALYTICS_SCRIPT } = env;
  const paymentOrigins = paymentOriginsOf(env);
  const analyticsOrigin = ANALYTICS_SCRIPT === undefined ? null : new URL(ANALYTICS_SCRIPT).origin;
  const development = isDevelopmentBuild;
  return contentSecurityPolicy({ paymentOrigins, styles, nonce, analyticsOrigin, development });
}
