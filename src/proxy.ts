import type { NextRequest } from 'next/server';
import { NextResponse } from 'next/server';
import createMiddleware from 'next-intl/middleware';
import { variantStyles } from '#components/product/variant-styles.ts';
import { catalogSource } from '#config/catalog.ts';
import { isDevelopmentBuild } from '#libs/build-mode.ts';
import { loadEnv } from '#libs/Env.ts';
import { defaultLocale, isLocale, routing } from '#libs/I18n.ts';
import { contentSecurityPolicy, fixedSecurityHeaders } from '#libs/SecurityPolicy.ts';

const [offer] = catalogSource.offers;
const colors = new Set(offer?.variants.map(({ id }) => id));
const styles = variantStyles(offer?.variants ?? [], offer?.maxQuantity ?? 1);
const handleLanguage = createMiddleware(routing);

/** Every request for a page: language, the colour of the address, and the security headers. */
export default function proxy(request: NextRequest): NextResponse {
  const { locale, rest } = placeOf(request.nextUrl.pathname);
  const isStatic = rest === '/' || rest.startsWith('/colors/');
  const policy = policyOf(isStatic ? null : crypto.randomUUID());
  request.headers.set('Content-Security-Policy', policy); // where the framework looks for the nonce
  const response = rest === '/' ? productPage(request, locale) : handleLanguage(request);
  response.headers.set('Content-Security-Policy', policy);
  for (const [name, value] of Object.entries(fixedSecurityHeaders(loadEnv().APP_URL))) {
    response.headers.set(name, value);
  }
  return response;
}

/** Pages only: webhooks and the rest of the API, built files and anything with a file ending stay untouched. */
export const config = { matcher: '/((?!api/|_next/|_vercel/|.*\\..*).*)' };

function placeOf(pathname: string): { locale: string; rest: string } {
  const [, first = '', ...more] = pathname.split('/');
  return isLocale(first)
    ? { locale: first, rest: `/${more.join('/')}` }
    : { locale: defaultLocale, rest: pathname };
}

/** `?color=` chooses the page of that colour; a colour we do not have is the page without a choice. */
function productPage(request: NextRequest, locale: string): NextResponse {
  const { nextUrl } = request;
  if (nextUrl.searchParams.has('cancelled')) return cancelNotice(request);
  const answer = handleLanguage(request);
  const color = nextUrl.searchParams.get('color');
  if (answer.headers.has('location') || color === null || !colors.has(color)) return answer;
  const target = nextUrl.clone();
  target.pathname = `/${locale}/colors/${color}`;
  const page = NextResponse.rewrite(target, { request: { headers: request.headers } });
  for (const name of ['set-cookie', 'link']) {
    const value = answer.headers.get(name);
    if (value !== null) page.headers.set(name, value);
  }
  return page;
}

/** The notice about a cancelled payment is a fragment, so that a page made once for everybody can show it. */
function cancelNotice({ nextUrl }: NextRequest): NextResponse {
  const target = nextUrl.clone();
  target.searchParams.delete('cancelled');
  target.hash = 'cancelled';
  return NextResponse.redirect(target);
}

function policyOf(nonce: string | null): string {
  const { SANDBOX_URL, STRIPE_API_BASE } = loadEnv();
  const local = [SANDBOX_URL, STRIPE_API_BASE].filter((url) => url !== undefined);
  const paymentOrigins = ['https://checkout.stripe.com', ...new Set(local.map((url) => new URL(url).origin))];
  return contentSecurityPolicy({ paymentOrigins, styles, nonce, development: isDevelopmentBuild });
}
