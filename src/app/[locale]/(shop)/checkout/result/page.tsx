import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations, setRequestLocale } from 'next-intl/server';
import { whenOf } from '#app/[locale]/(orders)/order-screen.tsx';
import { ResultView } from '#components/result/ResultView.tsx';
import { ShopFrame } from '#components/ui/ShopFrame.tsx';
import { shop } from '#config/shop.ts';
import { unitPrice } from '#domain/offer.ts';
import { isLocale, localePath } from '#libs/I18n.ts';
import { getContext } from '#server/request-context.ts';
import { checkoutResult } from '#services/queries/checkout-result.ts';
import { languageLinks } from '../../language-links.ts';

type Props = PageProps<'/[locale]/checkout/result'>;

export const dynamic = 'force-dynamic';

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  if (!isLocale(locale)) return {};
  const t = await getTranslations({ locale, namespace: 'meta' });
  return { title: t('result_title'), robots: { index: false }, referrer: 'no-referrer' };
}

/** Where the payment page sends the shopper back to; loading it again changes nothing. */
export default async function CheckoutResultPage({ params, searchParams }: Props) {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  setRequestLocale(locale);
  const { session_id: session } = await searchParams;
  const sessionId = typeof session === 'string' ? session : '';
  const app = getContext();
  const view = await checkoutResult(app, sessionId);
  const [offer] = app.catalog.offers;
  const home = localePath(locale);
  const here = `/checkout/result?session_id=${encodeURIComponent(sessionId)}`;
  return (
    <ShopFrame
      home={home}
      currency={unitPrice(app.catalog, offer, locale).currency}
      account={app.identity === null ? null : localePath(locale, '/account')}
      languages={languageLinks(locale, here)}
      supportEmail={shop.supportEmail}
      sandboxUrl={app.sandboxUrl}
      year={app.clock.now().getUTCFullYear()}
    >
      <ResultView
        view={view}
        when={view.order === null ? null : await whenOf({ locale }, view.order)}
        batch={offer.shipWindow.batch}
        returnDays={shop.returnDays}
        here={localePath(locale, here)}
        orderHref={view.order === null ? null : localePath(locale, orderPath(sessionId))}
        home={home}
        supportEmail={shop.supportEmail}
      />
    </ShopFrame>
  );
}

/** The door that lets the buyer's own browser in to the page of the order. */
const orderPath = (sessionId: string): string =>
  `/checkout/order?session_id=${encodeURIComponent(sessionId)}`;
