import type { Metadata, Viewport } from 'next';
import { notFound } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { setRequestLocale } from 'next-intl/server';
import type { ReactNode } from 'react';
import { preload } from 'react-dom';
import { AnalyticsNotice } from '#components/analytics/AnalyticsNotice.tsx';
import { boundaryTexts } from '#components/payments/checkout-texts.ts';
import { variantStyles } from '#components/product/variant-styles.ts';
import { ErrorTexts } from '#components/ui/ErrorTexts.tsx';
import { catalogSource } from '#config/catalog.ts';
import { shop } from '#config/shop.ts';
import { loadEnv } from '#libs/Env.ts';
import { directions, isLocale, type Locale } from '#libs/I18n.ts';
import '#styles/globals.css';

export const metadata: Metadata = { applicationName: shop.name, formatDetection: { telephone: false } };

export const viewport: Viewport = {
  viewportFit: 'cover',
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fafaf8' },
    { media: '(prefers-color-scheme: dark)', color: '#11100e' },
  ],
};

/** Pages are rendered when they are first asked for, so that a build needs no configuration. */
export const generateStaticParams = (): { locale: string }[] => [];

const textFont = '/fonts/familjen-grotesk-latin.woff2';
const [offer] = catalogSource.offers;
const styles = variantStyles({
  variants: offer?.variants ?? [],
  maxQuantity: offer?.maxQuantity ?? 1,
  zones: catalogSource.shipping.length,
});

export default async function LocaleLayout({ children, params }: LayoutProps<'/[locale]'>) {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  setRequestLocale(locale);
  preload(textFont, { as: 'font', type: 'font/woff2', crossOrigin: 'anonymous' });
  return <Document locale={locale}>{children}</Document>;
}

function Document({ locale, children }: { locale: Locale; children: ReactNode }) {
  const t = useTranslations();
  const { ANALYTICS_SCRIPT: script } = loadEnv();
  return (
    <html lang={locale} dir={directions[locale]}>
      <head>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own catalogue, whose hash the policy names */}
        <style dangerouslySetInnerHTML={{ __html: styles }} />
      </head>
      <body>
        <a className="skiplink" href="#main">
          {t('frame.skip')}
        </a>
        <ErrorTexts texts={boundaryTexts(t)}>{children}</ErrorTexts>
        {script === undefined ? null : (
          <AnalyticsNotice
            script={script}
            text={shop.analyticsText}
            texts={{ question: t('ask.question'), yes: t('ask.yes'), no: t('ask.no') }}
          />
        )}
      </body>
    </html>
  );
}
