import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { addressOf, alternatesOf } from '#app/[locale]/page-alternates.ts';
import { productData } from '#components/product/product-data.ts';
import { sharePicture, sharePictureSize } from '#components/product/share-picture.ts';
import { shop } from '#config/shop.ts';
import { textIn } from '#domain/localized-text.ts';
import { findVariant } from '#domain/offer.ts';
import { shipWindowText } from '#domain/ship-window.ts';
import { servedCountries } from '#domain/shipping.ts';
import { dateLocales, isLocale, type Locale, locales } from '#libs/I18n.ts';
import { getContext } from '#server/request-context.ts';
import type { ProductPage } from '#services/queries/product-page.ts';

/** `en-GB` as the Open Graph protocol writes it. */
const openGraphLocale = (locale: Locale): string => dateLocales[locale].replace('-', '_');

/** How the product page is found and shared, in the language and for the colour of its address. */
export async function productMetadata(locale: string, color: string | null): Promise<Metadata> {
  if (!isLocale(locale)) return {};
  const t = await getTranslations({ locale });
  const { appUrl, catalog } = getContext();
  const [offer] = catalog.offers;
  const { batch } = offer.shipWindow;
  const variant = color === null ? undefined : findVariant(offer, color);
  const name = variant ? textIn(variant.name, locale) : null;
  const title = name === null ? t('meta.title', { batch }) : t('meta.title_color', { color: name, batch });
  const description = await descriptionIn(locale);
  const alt = name === null ? t('story.family_alt') : t('shop.hero_alt', { color: name });
  const picture = `${appUrl}${sharePicture(locale, variant?.id ?? null)}`;
  return {
    title,
    description,
    // A colour is a choice on the page, so the page without one is the address that counts.
    alternates: alternatesOf(appUrl, locale),
    openGraph: {
      type: 'website',
      siteName: shop.name,
      title,
      description,
      url: `${addressOf(appUrl, locale)}${variant ? `?color=${variant.id}` : ''}`,
      locale: openGraphLocale(locale),
      alternateLocale: locales.filter((other) => other !== locale).map(openGraphLocale),
      images: [{ url: picture, ...sharePictureSize, type: 'image/jpeg', alt }],
    },
    twitter: { card: 'summary_large_image', title, description, images: [{ url: picture, alt }] },
  };
}

/** The product page's content for search engines: exactly the prices and the availability it shows. */
export async function productDataOf(page: ProductPage, locale: Locale): Promise<object> {
  const { appUrl, catalog } = getContext();
  return productData({
    ...page,
    locale,
    appUrl,
    page: addressOf(appUrl, locale),
    shopName: shop.name,
    description: await descriptionIn(locale),
    returns: { days: shop.returnDays, countries: servedCountries(catalog.shipping) },
    shipping: catalog.shipping,
  });
}

async function descriptionIn(locale: Locale): Promise<string> {
  const t = await getTranslations({ locale });
  const [offer] = getContext().catalog.offers;
  return t('meta.description', {
    window: shipWindowText(offer.shipWindow, dateLocales[locale], t('shop.to')),
  });
}
