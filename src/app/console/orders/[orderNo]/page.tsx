import { notFound } from 'next/navigation';
import { OrderView } from '#components/console/orders/OrderView.tsx';
import { order } from '#services/console/queries/order.ts';
import { visitConsole } from '../../console-door.ts';
import { ConsoleScreen } from '../../console-screen.tsx';
import { orderForms } from '../order-forms.ts';

export const metadata = { title: 'Order' };

/** One order: what it is, its money, its goods, and what can be done about it. */
export default async function OrderPage({ params }: PageProps<'/console/orders/[orderNo]'>) {
  const visit = await visitConsole();
  const { app, operator, times } = visit;
  const { orderNo } = await params;
  const detail = await order(app, operator, orderNo);
  if (detail === null) notFound();
  return (
    <ConsoleScreen visit={visit} here="orders" title={orderNo}>
      <OrderView
        detail={detail}
        offers={app.catalog.offers}
        forms={orderForms}
        newActId={app.ids.newId}
        times={times}
      />
    </ConsoleScreen>
  );
}
