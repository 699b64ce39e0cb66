import { notFound } from 'next/navigation';
import { getTranslations, setRequestLocale } from 'next-intl/server';
import { handleCheckout } from '#app/actions/handle-checkout.ts';
import { ProductView } from '#components/product/ProductView.tsx';
import { ShopFrame } from '#components/ui/ShopFrame.tsx';
import { StructuredData } from '#components/ui/StructuredData.tsx';
import { shop } from '#config/shop.ts';
import { findVariant } from '#domain/offer.ts';
import { shipWindowText } from '#domain/ship-window.ts';
import { loadEnv } from '#libs/Env.ts';
import { dateLocales, defaultLocale, isLocale, localePath } from '#libs/I18n.ts';
import { getContext } from '#server/request-context.ts';
import { productPage } from '#services/queries/product-page.ts';
import { languageLinks } from './language-links.ts';
import { productDataOf } from './product-metadata.ts';
import { shortLife } from './short-life.ts';

/** The product page in one language, with the colour of its address chosen. */
export async function ProductScreen({ locale, color }: { locale: string; color: string | null }) {
  if (!isLocale(locale)) notFound();
  setRequestLocale(locale);
  const t = await getTranslations('shop');
  const app = getContext();
  const isCounted = loadEnv().ANALYTICS_SCRIPT !== undefined;
  const page = await productPage(app, locale);
  if (page.variants.some(({ stock }) => stock !== null)) await shortLife();
  if (color !== null && !findVariant(page.offer, color)) notFound();
  return (
    <ShopFrame
      home={localePath(locale)}
      onProductPage
      currency={page.unitPrice.currency}
      account={app.identity === null ? null : localePath(locale, '/account')}
      languages={languageLinks(locale, color === null ? '' : `?color=${color}`)}
      supportEmail={shop.supportEmail}
      sandboxUrl={page.sandboxUrl}
      year={app.clock.now().getUTCFullYear()}
    >
      <StructuredData data={await productDataOf(page, locale)} />
      <ProductView
        {...page}
        color={color}
        window={shipWindowText(page.offer.shipWindow, dateLocales[locale], t('to'))}
        secondLocale={locale === defaultLocale ? 'zh' : defaultLocale}
        supportEmail={shop.supportEmail}
        terms={{ returnDays: shop.returnDays, tax: page.tax }}
        consent={{ text: shop.newsText, analyticsText: isCounted ? shop.analyticsText : null }}
        action={handleCheckout}
      />
    </ShopFrame>
  );
}
