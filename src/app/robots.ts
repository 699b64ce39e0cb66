import type { MetadataRoute } from 'next';
import { localePath, locales } from '#libs/I18n.ts';
import { getContext } from '#server/request-context.ts';

// The shop's address is known where it runs, not where it is built.
export const dynamic = 'force-dynamic';

/** What belongs to one shopper or to the shop's own people. */
const personal = ['/account', '/checkout', '/orders'];

/** What crawlers leave alone, and where the list of everything else is. */
export default function robots(): MetadataRoute.Robots {
  const inLanguages = locales.flatMap((locale) => personal.map((path) => localePath(locale, path)));
  return {
    rules: { userAgent: '*', allow: '/', disallow: ['/api/', '/console', ...inLanguages] },
    sitemap: `${getContext().appUrl}/sitemap.xml`,
  };
}
