import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { getTranslations, setRequestLocale } from 'next-intl/server';
import type { ReactNode } from 'react';
import { languageLinks } from '#app/[locale]/(shop)/language-links.ts';
import { accessOf } from '#app/order-visit.ts';
import { OrderLate } from '#components/order/OrderLate.tsx';
import { ShopFrame } from '#components/ui/ShopFrame.tsx';
import { shop } from '#config/shop.ts';
import { unitPrice } from '#domain/offer.ts';
import { isOrderNo } from '#domain/order-number.ts';
import type { OrderView } from '#domain/order-view.ts';
import { dayText, shipWindowText } from '#domain/ship-window.ts';
import { dateLocales, isLocale, type Locale, localePath } from '#libs/I18n.ts';
import { getContext } from '#server/request-context.ts';
import type { AppContext } from '#services/app-context.ts';
import { orderPage } from '#services/queries/order-page.ts';

type Search = Readonly<Record<string, string | string[] | undefined>>;

export type OrderRequest = {
  readonly app: AppContext;
  readonly locale: Locale;
  readonly orderNo: string;
  /** The address of the order's page in this language. */
  readonly here: string;
  /** One value of the query; null when it is absent or there several times. */
  readonly query: (name: string) => string | null;
};

/** One value of a query; null when it is absent or there several times. */
export const queryOf =
  (search: Search) =>
  (name: string): string | null => {
    const value = search[name];
    return typeof value === 'string' ? value : null;
  };

/** What every page of an order is asked with. */
export async function orderRequest(
  params: Promise<{ locale: string; orderNo: string }>,
  searchParams: Promise<Search>,
): Promise<OrderRequest> {
  const { locale, orderNo } = await params;
  if (!isLocale(locale) || !isOrderNo(orderNo)) notFound();
  setRequestLocale(locale);
  const here = localePath(locale, `/orders/${orderNo}`);
  return { app: getContext(), locale, orderNo, here, query: queryOf(await searchParams) };
}

/** The order, null while it cannot be read; whoever may not see it is led to where it can be looked up. */
export async function orderFor({ app, locale, orderNo }: OrderRequest): Promise<OrderView | null> {
  const page = await orderPage(app, await accessOf(app, orderNo));
  if (page.kind === 'hidden') redirect(localePath(locale, `/orders?order=${orderNo}`));
  return page.kind === 'shown' ? page.view : null;
}

/** When an order ships, in the words of a language; null once that is past. */
export async function whenOf(
  { locale }: Pick<OrderRequest, 'locale'>,
  { ships }: Pick<OrderView, 'ships'>,
): Promise<string | null> {
  if (ships === null) return null;
  const t = await getTranslations();
  if (ships.kind === 'window') return shipWindowText(ships.window, dateLocales[locale], t('shop.to'));
  return t('order.by_day', { day: dayText(ships.day, dateLocales[locale]) });
}

/**
 * Neither found by search engines nor named to other sites. Without any referrer at all, a browser without a script would
 * send our own forms with the origin `null`, which is refused.
 */
export async function orderMetadata(params: Promise<{ locale: string; orderNo: string }>): Promise<Metadata> {
  const { locale, orderNo } = await params;
  if (!isLocale(locale)) return {};
  const t = await getTranslations({ locale, namespace: 'order' });
  return { title: t('title', { orderNo }), robots: { index: false }, referrer: 'same-origin' };
}

type OrderScreenProps = {
  request: Pick<OrderRequest, 'app' | 'locale'>;
  /** The address of this page without a language. */
  path: string;
  children: ReactNode;
};

/** The shop's frame around a page about orders. */
export function OrderScreen({ request: { app, locale }, path, children }: OrderScreenProps) {
  const [offer] = app.catalog.offers;
  return (
    <ShopFrame
      home={localePath(locale)}
      account={app.identity === null ? null : localePath(locale, '/account')}
      currency={unitPrice(app.catalog, offer, locale).currency}
      languages={languageLinks(locale, path)}
      supportEmail={shop.supportEmail}
      sandboxUrl={app.sandboxUrl}
      year={app.clock.now().getUTCFullYear()}
    >
      {children}
    </ShopFrame>
  );
}

/** The page of an order that cannot be read just now. */
export const LateScreen = ({ request, path }: { request: OrderRequest; path: string }) => (
  <OrderScreen request={request} path={path}>
    <OrderLate here={localePath(request.locale, path)} />
  </OrderScreen>
);
