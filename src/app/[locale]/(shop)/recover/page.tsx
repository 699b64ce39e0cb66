import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations, setRequestLocale } from 'next-intl/server';
import { handleRecovery } from '#app/actions/handle-recovery.ts';
import { sessionOfLink } from '#app/recovery-link.ts';
import { RecoverView } from '#components/recover/RecoverView.tsx';
import { ShopFrame } from '#components/ui/ShopFrame.tsx';
import { shop } from '#config/shop.ts';
import { checkoutErrorCodes } from '#domain/checkout.ts';
import { unitPrice } from '#domain/offer.ts';
import { isLocale, localePath } from '#libs/I18n.ts';
import { getContext } from '#server/request-context.ts';
import { recoveryPage } from '#services/queries/recovery-page.ts';
import { languageLinks } from '../language-links.ts';

type Props = PageProps<'/[locale]/recover'>;

export const dynamic = 'force-dynamic';

/** Its address is a key: no search engine and no other site is told of it. */
export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  if (!isLocale(locale)) return {};
  const t = await getTranslations({ locale, namespace: 'recover' });
  return { title: t('title'), robots: { index: false }, referrer: 'same-origin' };
}

/** Where the reminder of an abandoned checkout leads. Whatever opens the link only looks; the button opens the payment page. */
export default async function RecoverPage({ params, searchParams }: Props) {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  setRequestLocale(locale);
  const query = await searchParams;
  const key = typeof query.key === 'string' ? query.key : '';
  const app = getContext();
  const page = await recoveryPage(app, { sessionId: await sessionOfLink(key), locale });
  const here = `/recover?key=${encodeURIComponent(key)}`;
  const [offer] = app.catalog.offers;
  return (
    <ShopFrame
      home={localePath(locale)}
      currency={unitPrice(app.catalog, offer, locale).currency}
      account={app.identity === null ? null : localePath(locale, '/account')}
      languages={languageLinks(locale, here)}
      supportEmail={shop.supportEmail}
      sandboxUrl={app.sandboxUrl}
      year={app.clock.now().getUTCFullYear()}
    >
      <RecoverView
        page={page}
        link={{ key, here: localePath(locale, here) }}
        refused={checkoutErrorCodes.find((code) => code === query.refused) ?? null}
        home={localePath(locale)}
        order={page.kind === 'bought' ? localePath(locale, `/orders/${page.orderNo}`) : null}
        action={handleRecovery}
      />
    </ShopFrame>
  );
}
