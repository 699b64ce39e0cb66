import { PurchaseEvent } from '#components/analytics/PurchaseEvent.tsx';
import type { CheckoutResultOrder } from '#domain/checkout-result.ts';
import type { ResultStatementProps } from './ResultStatement.tsx';
import { ResultStatement } from './ResultStatement.tsx';
import { Slip } from './Slip.tsx';

/** The statement on the left, the order as a slip on the right, in the colour that was bought. */
export function ResultView(props: ResultStatementProps) {
  const { view, batch, supportEmail } = props;
  return (
    <div className={view.state === 'confirming' ? 'state pulse' : 'state'} data-colour={view.order?.variant}>
      <ResultStatement {...props} />
      {view.state === 'paid' && view.order !== null ? <Purchase order={view.order} /> : null}
      {view.order === null ? null : (
        <Slip state={view.state} order={view.order} batch={batch} supportEmail={supportEmail} />
      )}
    </div>
  );
}

function Purchase({ order }: { order: CheckoutResultOrder }) {
  const { orderNo, sku, variant, quantity, amount } = order;
  return <PurchaseEvent {...{ orderNo, sku, quantity }} color={variant} {...amount} />;
}
