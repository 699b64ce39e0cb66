import type { MetadataRoute } from 'next';
import { addressOf, inEveryLanguage } from '#app/[locale]/page-alternates.ts';
import { legalDocuments } from '#components/legal/legal-documents.ts';
import { locales } from '#libs/I18n.ts';
import { getContext } from '#server/request-context.ts';

// The shop's address is known where it runs, not where it is built.
export const dynamic = 'force-dynamic';

/** Every page that is meant to be found, in every language; a colour is a choice on its page, not a page of its own. */
export default function sitemap(): MetadataRoute.Sitemap {
  const { appUrl, catalog } = getContext();
  const [offer] = catalog.offers;
  const pictures = offer.variants.map(({ images }) => `${appUrl}${images.hero}`);
  return ['', ...legalDocuments.map((name) => `/legal/${name}`)].flatMap((path) =>
    locales.map((locale) => ({
      url: addressOf(appUrl, locale, path),
      alternates: { languages: inEveryLanguage(appUrl, path) },
      ...(path === '' ? { images: pictures } : {}),
    })),
  );
}
