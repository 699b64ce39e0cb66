import { createHash } from 'node:crypto';
import type { Env } from './Env.ts';

export type PolicySource = {
  /** Origins a form may be sent on to besides our own: where payment pages live. */
  readonly paymentOrigins: readonly string[];
  /** The text of the one inline style element of a page. */
  readonly styles: string;
  /** Marks the scripts of a page rendered for this request; null for pages rendered once for everybody. */
  readonly nonce: string | null;
  /** Where a vendor of statistics is loaded from and reports to; null where there is none. */
  readonly analyticsOrigin: string | null;
  /** `next dev` evaluates code and injects styles. */
  readonly development: boolean;
};

type PaymentPlaces = Pick<Env, 'STRIPE_CHECKOUT_ORIGIN' | 'STRIPE_API_BASE' | 'SANDBOX_URL'>;

/** The origins payment pages live at: Stripe's, a custom domain of the shop's account, and on a laptop the sandbox. */
export function paymentOriginsOf(places: PaymentPlaces): readonly string[] {
  const { STRIPE_CHECKOUT_ORIGIN, SANDBOX_URL, STRIPE_API_BASE } = places;
  const further = [STRIPE_CHECKOUT_ORIGIN, SANDBOX_URL, STRIPE_API_BASE].filter((url) => url !== undefined);
  return [...new Set(['https://checkout.stripe.com', ...further.map((url) => new URL(url).origin)])];
}

/**
 * What a page may load and where its forms may lead. Pages rendered for one request name their scripts by a nonce. A
 * page rendered once cannot, and the framework writes its data into inline scripts, so there they are allowed as such;
 * https://nextjs.org/docs/app/guides/content-security-policy
 */
export function contentSecurityPolicy(source: PolicySource): string {
  const { paymentOrigins, styles, nonce, development } = source;
  const analytics = source.analyticsOrigin === null ? '' : ` ${source.analyticsOrigin}`;
  const scripts = nonce === null ? "'unsafe-inline'" : `'nonce-${nonce}' 'strict-dynamic'`;
  const inlineStyles = development ? "'unsafe-inline'" : `'sha256-${sha256(styles)}'`;
  return [
    "default-src 'self'",
    `script-src 'self' ${scripts}${analytics}${development ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' ${inlineStyles}`,
    `img-src 'self' data:${analytics}`,
    "font-src 'self'",
    `connect-src 'self'${analytics}`,
    `form-action ${["'self'", ...paymentOrigins].join(' ')}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
  ].join('; ');
}

/** What a page of the console may load: our own files, and scripts and styles of its nonce. Its forms lead nowhere else. */
export function consolePolicy({ nonce, development }: { nonce: string; development: boolean }): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' ${development ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "img-src 'self' data:",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
  ].join('; ');
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64');

/** The headers that do not depend on the page. */
export function fixedSecurityHeaders(appUrl: string): Record<string, string> {
  const headers: Record<string, string> = {
    'Referrer-Policy': 'strict-origin',
    'X-Content-Type-Options': 'nosniff',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), browsing-topics=()',
  };
  if (appUrl.startsWith('https://'))
    headers['Strict-Transport-Security'] = 'max-age=63072000; includeSubDomains';
  return headers;
}
