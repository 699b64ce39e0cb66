import type { Change, Versioned } from './changes.ts';
import type { Decision, Surroundings } from './decision.ts';
import { noted } from './decision.ts';
import type { Order } from './order.ts';
import type { MoneyFact } from './payment-event.ts';
import { isArrival } from './payment-event.ts';
import type { Preorder } from './preorder.ts';
import { oweRefund } from './refund.ts';
import type { RefundRecord } from './refund-record.ts';
import type { StockSight } from './stock.ts';
import { allot, stockCaseOf } from './stock.ts';

type Standing = {
  /** As the fact leaves it. */
  readonly order: Order;
  readonly preorder: Versioned<Preorder> | null;
  readonly fact: MoneyFact;
  readonly refunds: readonly Versioned<RefundRecord>[];
  readonly stock: StockSight;
};

type StockSettled =
  | {
      readonly order: Order;
      /** The columns of the order this decides. */
      readonly set: Pick<Order, 'stock_units' | 'needs_attention'>;
      readonly changes: readonly Change[];
    }
  | { readonly undecided: Decision };

/**
 * Lets the stock follow a fact. A payment for which nothing is left is recorded, held back and given back; an order that
 * comes back to life because a refund failed is only held back, as the provider has just shown that it cannot pay.
 */
export function settleStock(standing: Standing, around: Surroundings): StockSettled {
  const { order, preorder, fact, stock } = standing;
  const about = stockCaseOf(fact, order, around.catalog);
  const { changes, stock_units, lacking, oversold } = allot(
    { order, preorder, paysNow: isArrival(fact) },
    { stock: about, sight: stock },
    around.now,
  );
  if (lacking > 0) {
    const undecided = noted('failed', 'The stock has to be looked at first.', { lackingUnits: lacking });
    return { undecided };
  }
  const set = { stock_units, needs_attention: oversold ? 'oversold' : order.needs_attention } as const;
  const after = { ...order, ...set };
  const owed =
    oversold && fact.kind === 'charge' ? owedForSoldOut({ ...standing, order: after }, around) : [];
  return { order: after, set, changes: [...changes, ...owed] };
}

function owedForSoldOut({ order, refunds }: Standing, around: Surroundings): readonly Change[] {
  const records = refunds.map(({ record }) => record);
  return oweRefund({ order, records }, { reason: 'sold_out', requestedBy: 'system' }, around).changes;
}
