import { redirect } from 'next/navigation';
import { handleCancelOrder } from '#app/actions/order-acts.ts';
import { CancelView } from '#components/order/CancelView.tsx';
import { shop } from '#config/shop.ts';
import {
  LateScreen,
  OrderScreen,
  orderFor,
  orderMetadata,
  orderRequest,
  whenOf,
} from '../../../order-screen.tsx';

type Props = PageProps<'/[locale]/orders/[orderNo]/cancel'>;

export const dynamic = 'force-dynamic';

export const generateMetadata = ({ params }: Props) => orderMetadata(params);

/** Where a buyer is asked once more; an order that cannot be cancelled any more says why on its own page. */
export default async function CancelPage({ params, searchParams }: Props) {
  const request = await orderRequest(params, searchParams);
  const path = `/orders/${request.orderNo}/cancel`;
  const view = await orderFor(request);
  if (view === null) return <LateScreen request={request} path={path} />;
  if (view.cancel === 'cancelled') redirect(request.here);
  if (view.cancel !== null) redirect(`${request.here}?refused=${view.cancel}`);
  return (
    <OrderScreen request={request} path={path}>
      <CancelView
        view={view}
        when={await whenOf(request, view)}
        here={request.here}
        supportEmail={shop.supportEmail}
        cancel={handleCancelOrder}
      />
    </OrderScreen>
  );
}
