import { OrderAccessBox } from './OrderAccessBox.tsx';
import { OrderSlip } from './OrderSlip.tsx';
import { OrderStatement } from './OrderStatement.tsx';
import type { OrderPageProps } from './order-page-props.ts';

/** What happened to the money and what comes next on the left, the order as a document on the right. */
export function OrderPageView(props: OrderPageProps) {
  const { view, when, supportEmail, revoke, forget } = props;
  return (
    <div className="state order" data-colour={view.variant}>
      <OrderStatement {...props} />
      <OrderSlip view={view} when={when} supportEmail={supportEmail} />
      <OrderAccessBox orderNo={view.orderNo} revoke={revoke} forget={forget} />
    </div>
  );
}
