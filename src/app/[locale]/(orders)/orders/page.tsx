import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations, setRequestLocale } from 'next-intl/server';
import { handleFindOrder } from '#app/actions/find-order.ts';
import { LookupForm } from '#components/order/LookupForm.tsx';
import { LookupView } from '#components/order/LookupView.tsx';
import { lookupTexts } from '#components/order/order-texts.ts';
import { isOrderNo } from '#domain/order-number.ts';
import { loadEnv } from '#libs/Env.ts';
import { isLocale, localePath } from '#libs/I18n.ts';
import { getContext } from '#server/request-context.ts';
import { OrderScreen, queryOf } from '../order-screen.tsx';

type Props = PageProps<'/[locale]/orders'>;

export const dynamic = 'force-dynamic';

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  if (!isLocale(locale)) return {};
  const t = await getTranslations({ locale, namespace: 'lookup' });
  return { title: t('title'), robots: { index: false } };
}

/** Where a guest finds an order again; nothing on it depends on whether anybody has one. */
export default async function LookupPage({ params, searchParams }: Props) {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  setRequestLocale(locale);
  const [app, query, t] = [getContext(), queryOf(await searchParams), await getTranslations()];
  const { ORDER_NO_PREFIX: prefix } = loadEnv();
  const asked = query('order') ?? '';
  const first = {
    number: isOrderNo(asked) ? asked : '',
    email: '',
    problem: query('problem') === 'link' ? ('link' as const) : null,
  };
  return (
    <OrderScreen request={{ app, locale }} path="/orders">
      <LookupView account={app.identity === null ? null : localePath(locale, '/account')}>
        <LookupForm
          action={handleFindOrder}
          first={first}
          texts={lookupTexts(t, `${prefix}-7K2M9QXD`)}
          locale={locale}
          prefix={prefix}
        />
      </LookupView>
    </OrderScreen>
  );
}
