import type { Change, Versioned } from './changes.ts';
import type { Decision, Surroundings } from './decision.ts';
import { noted } from './decision.ts';
import type { Order } from './order.ts';
import type { MoneyFact } from './payment-event.ts';
import type { Preorder } from './preorder.ts';
import { oweRefund } from './refund.ts';
import type { StockSight } from './stock.ts';
import { allot, stockCaseOf } from './stock.ts';

type Standing = {
  /** As the fact leaves it. */
  readonly order: Order;
  readonly preorder: Versioned<Preorder> | null;
  readonly fact: MoneyFact;
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
export function settleStock({ order, preorder, fact, stock }: Standing, around: Surroundings): StockSettled {
  const about = stockCaseOf(fact, order, around.catalog);
  const { changes, stock_units, lacking, oversold } = allot(
    { order, preorder },
    { stock: about, sight: stock },
    around.now,
  );
  if (lacking > 0) {
    const undecided = noted('failed', 'The stock has to be looked at first.', { lackingUnits: lacking });
    return { undecided };
  }
  const set = { stock_units, needs_attention: oversold ? 'oversold' : order.needs_attention } as const;
  const after = { ...order, ...set };
  const owed = oversold && fact.kind === 'charge' ? oweRefund(after, { reason: 'sold_out' }, around) : null;
  return { order: after, set, changes: owed ? [...changes, owed] : changes };
}
