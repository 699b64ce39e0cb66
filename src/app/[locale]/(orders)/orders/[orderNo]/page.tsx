import { getTranslations } from 'next-intl/server';
import { handleForgetOrder, handleRevokeLinks } from '#app/actions/order-acts.ts';
import { OrderPageView } from '#components/order/OrderPageView.tsx';
import { noticeIn } from '#components/order/order-texts.ts';
import { shop } from '#config/shop.ts';
import { localePath } from '#libs/I18n.ts';
import {
  LateScreen,
  OrderScreen,
  orderFor,
  orderMetadata,
  orderRequest,
  whenOf,
} from '../../order-screen.tsx';

type Props = PageProps<'/[locale]/orders/[orderNo]'>;

export const dynamic = 'force-dynamic';

export const generateMetadata = ({ params }: Props) => orderMetadata(params);

/** One order, for its owner and for whoever came by its link. */
export default async function OrderPage({ params, searchParams }: Props) {
  const request = await orderRequest(params, searchParams);
  const { locale, orderNo, here, query } = request;
  const path = `/orders/${orderNo}`;
  const view = await orderFor(request);
  if (view === null) return <LateScreen request={request} path={path} />;
  const t = await getTranslations();
  const happened = { notice: query('notice'), refused: query('refused'), days: shop.returnDays };
  return (
    <OrderScreen request={request} path={path}>
      <OrderPageView
        view={view}
        notice={noticeIn(t, happened)}
        when={await whenOf(request, view)}
        home={localePath(locale)}
        here={here}
        returnDays={shop.returnDays}
        supportEmail={shop.supportEmail}
        revoke={handleRevokeLinks}
        forget={handleForgetOrder}
      />
    </OrderScreen>
  );
}
