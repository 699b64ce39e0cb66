import { Block } from '#components/console/ui/Block.tsx';
import { formatMoney, money, toDecimalText } from '#domain/money.ts';
import { operatorReasons } from '#domain/operator-acts/money.ts';
import type { OrderDetail } from '#domain/order-detail.ts';
import { colorWord, refundReasonWords } from './order-words.tsx';
import { orderPath } from './paths.ts';

/** How much and why; what it changes is reviewed before anything is sent. */
export function RefundForm({ detail: { order, refundable } }: { detail: OrderDetail }) {
  const left = money(refundable, order.currency);
  return (
    <Block title="Refund">
      <form className="frm" action={`${orderPath(order.order_no)}/refund`} method="get">
        <p className="help">
          Up to {formatMoney(left, 'en')} can be returned. A full refund ends the preorder and frees{' '}
          {order.quantity} {colorWord(order.variant)}.
        </p>
        <label>
          Amount
          <span className="amount">
            <input
              className="inp mono"
              name="amount"
              inputMode="decimal"
              defaultValue={toDecimalText(left)}
              required
            />
            <span>{order.currency}</span>
          </span>
        </label>
        <label>
          Reason
          <select className="inp" name="reason">
            {operatorReasons.map((reason) => (
              <option key={reason} value={reason}>
                {refundReasonWords[reason]}
              </option>
            ))}
          </select>
        </label>
        <div>
          <button className="btn-c" type="submit">
            Review the refund
          </button>
        </div>
        <p className="help">Next you see what changes before anything is sent.</p>
      </form>
    </Block>
  );
}
