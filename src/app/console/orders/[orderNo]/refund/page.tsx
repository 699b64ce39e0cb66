import { notFound } from 'next/navigation';
import { RefundReview } from '#components/console/orders/RefundReview.tsx';
import { readMoney } from '#domain/money.ts';
import { refundOrder } from '#domain/operator-acts/money.ts';
import { previewAct } from '#services/console/preview-act.ts';
import { order } from '#services/console/queries/order.ts';
import { visitConsole } from '../../../console-door.ts';
import { ConsoleScreen } from '../../../console-screen.tsx';
import { refund } from '../../actions.ts';
import { givenIn } from '../../filter.ts';
import { RefundWish } from '../../refund-wish.ts';

export const metadata = { title: 'Review a refund' };

/** What a refund would change, before anything is sent. */
export default async function RefundPage(props: PageProps<'/console/orders/[orderNo]/refund'>) {
  const visit = await visitConsole('operator');
  const { app, operator } = visit;
  const { orderNo } = await props.params;
  const detail = await order(app, operator, orderNo);
  if (detail === null) notFound();
  const given = givenIn(await props.searchParams);
  const typed = readMoney(given.amount ?? '', detail.order.currency);
  const wish = RefundWish.safeParse({ amount: typed?.amount, refundReason: given.reason });
  const actId = app.ids.newId();
  const request = { orderNo, actId, reason: null };
  const preview = wish.success
    ? await previewAct(app, operator, {
        request,
        decide: (at, around) => refundOrder(at, wish.data, around),
      })
    : null;
  return (
    <ConsoleScreen visit={visit} here="orders" title={`Refund of ${orderNo}`}>
      <RefundReview detail={detail} wish={wish.data ?? null} preview={preview} actId={actId} act={refund} />
    </ConsoleScreen>
  );
}
