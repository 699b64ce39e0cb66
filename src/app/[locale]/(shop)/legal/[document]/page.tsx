import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations, setRequestLocale } from 'next-intl/server';
import { alternatesOf } from '#app/[locale]/page-alternates.ts';
import { LegalView } from '#components/legal/LegalView.tsx';
import { isLegalDocument, type LegalFacts, legalText, legalTitle } from '#components/legal/legal-texts.ts';
import { ShopFrame } from '#components/ui/ShopFrame.tsx';
import { shop } from '#config/shop.ts';
import { taxModeOf, unitPrice } from '#domain/offer.ts';
import { servedCountries } from '#domain/shipping.ts';
import { isLocale, type Locale, localePath } from '#libs/I18n.ts';
import { getContext } from '#server/request-context.ts';
import { languageLinks } from '../../language-links.ts';

type Props = PageProps<'/[locale]/legal/[document]'>;

export const generateStaticParams = (): { document: string }[] => [];

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, document } = await params;
  return isLocale(locale) && isLegalDocument(document)
    ? {
        title: `${legalTitle(locale, document)} · ${shop.name}`,
        alternates: alternatesOf(getContext().appUrl, locale, `/legal/${document}`),
      }
    : {};
}

export default async function LegalPage({ params }: Props) {
  const { locale, document } = await params;
  if (!isLocale(locale) || !isLegalDocument(document)) notFound();
  setRequestLocale(locale);
  const app = getContext();
  const [offer] = app.catalog.offers;
  return (
    <ShopFrame
      home={localePath(locale)}
      currency={unitPrice(app.catalog, offer, locale).currency}
      account={app.identity === null ? null : localePath(locale, '/account')}
      languages={languageLinks(locale, `/legal/${document}`)}
      supportEmail={shop.supportEmail}
      sandboxUrl={app.sandboxUrl}
      year={app.clock.now().getUTCFullYear()}
    >
      <LegalView {...legalText(locale, document, await factsIn(locale))} />
    </ShopFrame>
  );
}

/** The shop's facts as this language writes them. */
async function factsIn(locale: Locale): Promise<LegalFacts> {
  const { company, returnDays, supportEmail } = shop;
  const { catalog } = getContext();
  const { currency } = unitPrice(catalog, catalog.offers[0], locale);
  const t = await getTranslations('legal');
  const regions = new Intl.DisplayNames(locale, { type: 'region' });
  const served = servedCountries(catalog.shipping).map((code) => regions.of(code) ?? code);
  return {
    ...{ company: company.name, address: company.address, representative: company.representative },
    ...{ phone: company.phone, register: company.register, vatId: company.vatId, email: supportEmail },
    country: regions.of(company.country) ?? company.country,
    days: String(returnDays),
    countries: new Intl.ListFormat(locale).format(served.toSorted(new Intl.Collator(locale).compare)),
    tax: t('tax', { tax: taxModeOf(catalog, currency) }),
  };
}
