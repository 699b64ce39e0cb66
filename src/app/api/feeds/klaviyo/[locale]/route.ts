import { getTranslations } from 'next-intl/server';
import { productFeed } from '#domain/product-feed.ts';
import { isLocale, localePath } from '#libs/I18n.ts';
import { getContext } from '#server/request-context.ts';
import { productPage } from '#services/queries/product-page.ts';

type Props = { params: Promise<{ locale: string }> };

/** Klaviyo fetches it every six hours; a crowd of others meets the copy of a cache. */
const cached = 'public, max-age=60, s-maxage=300, stale-while-revalidate=3600';

/** The catalogue in one language for Klaviyo's custom catalogue; public, because everything in it stands on the product page. */
export async function GET(_request: Request, { params }: Props): Promise<Response> {
  const { locale } = await params;
  if (!isLocale(locale)) return Response.json({ error: 'not_found' }, { status: 404 });
  const app = getContext();
  const { offer, variants, unitPrice } = await productPage(app, locale);
  const t = await getTranslations({ locale, namespace: 'shop' });
  const feed = productFeed({
    ...{ offer, variants, locale, currency: unitPrice.currency, description: t('sub') },
    ...{ home: `${app.appUrl}${localePath(locale)}`, appUrl: app.appUrl },
  });
  return Response.json(feed, { headers: { 'Cache-Control': cached } });
}
