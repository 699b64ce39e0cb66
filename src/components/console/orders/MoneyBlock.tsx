import { Block } from '#components/console/ui/Block.tsx';
import { formatMoney, money } from '#domain/money.ts';
import type { Transaction } from '#domain/order.ts';
import { rankOf } from '#domain/order.ts';
import type { OrderDetail } from '#domain/order-detail.ts';
import type { RefundRecord } from '#domain/refund-record.ts';
import { LedgerMark, RefundMark, refundReasonWords } from './order-words.tsx';

/** Every movement of money as it stands, what was asked for beside it, and what is kept. */
export function MoneyBlock({ detail: { order, ledger, refunds, inFlight } }: { detail: OrderDetail }) {
  const kept = order.paid_at === null ? 0 : Math.max(0, order.amount - order.amount_refunded - inFlight);
  const movements = standing(ledger).filter(({ action_type }) => action_type !== 'refund');
  const unrecorded = standing(ledger).filter(
    (line) =>
      line.action_type === 'refund' &&
      !refunds.some((refund) => refund.provider_refund_id === line.provider_ref),
  );
  return (
    <Block title="Money">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by keyboard */}
      <section className="tw" tabIndex={0} aria-label="Money, table">
        <table className="t in">
          <thead>
            <tr>
              <th scope="col">State</th>
              <th scope="col">Movement</th>
              <th scope="col" className="p1">
                Reference
              </th>
              <th scope="col" className="r">
                Amount
              </th>
            </tr>
          </thead>
          <tbody>
            {[...movements, ...unrecorded].map((line) => (
              <LedgerRow key={line.id} line={line} />
            ))}
            {refunds.map((refund) => (
              <RefundRow key={refund.id} refund={refund} />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <td colSpan={2}>{inFlight > 0 ? 'Kept after refunds in flight' : 'Kept'}</td>
              <td className="p1" />
              <td className="r mono nw">{formatMoney(money(kept, order.currency), 'en')}</td>
            </tr>
          </tfoot>
        </table>
      </section>
    </Block>
  );
}

/** Of every object at the provider the line that says most. */
function standing(ledger: readonly Transaction[]): readonly Transaction[] {
  const latest = new Map<string, Transaction>();
  for (const line of ledger) {
    const key = `${line.action_type}:${line.provider_ref}`;
    const known = latest.get(key);
    if (!known || rankOf(line) > rankOf(known)) latest.set(key, line);
  }
  return [...latest.values()];
}

const signed = (amount: number, currency: string): string =>
  formatMoney(money(amount === 0 ? 0 : -amount, currency), 'en');

/** Session ids are longer than any column; their ends tell them apart. */
const clipped = (ref: string): string => (ref.length > 30 ? `${ref.slice(0, 10)}…${ref.slice(-12)}` : ref);

const movementWords = { charge: 'Charge', refund: 'Refund', dispute: 'Dispute' } as const;

function LedgerRow({ line }: { line: Transaction }) {
  const isOut = line.action_type !== 'charge';
  return (
    <tr>
      <td>
        <LedgerMark line={line} />
      </td>
      <td>
        {movementWords[line.action_type]}, {line.payment_method}
      </td>
      <td className="mono p1">{clipped(line.provider_ref)}</td>
      <td className="r mono nw">
        {isOut ? signed(line.amount, line.currency) : formatMoney(money(line.amount, line.currency), 'en')}
      </td>
    </tr>
  );
}

function RefundRow({ refund }: { refund: RefundRecord }) {
  const { status, refund_reason, requested_by, failure_reason, provider_refund_id, refund_no } = refund;
  return (
    <tr>
      <td>
        <RefundMark status={status} />
      </td>
      <td>
        Refund, {refundReasonWords[refund_reason].toLowerCase()}
        <span className="mut"> {requested_by}</span>
        {failure_reason === null ? null : (
          <span className="mut">, {failure_reason.replaceAll('_', ' ')}</span>
        )}
      </td>
      <td className="mono p1">{clipped(provider_refund_id ?? refund_no)}</td>
      <td className="r mono nw">
        {status === 'failed' ? (
          <s>{signed(refund.refund_amount, refund.currency)}</s>
        ) : (
          signed(refund.refund_amount, refund.currency)
        )}
      </td>
    </tr>
  );
}
