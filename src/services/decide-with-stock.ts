import type { Decision, Surroundings } from '#domain/decision.ts';
import type { PaymentEvent } from '#domain/payment-event.ts';
import { ownOrder } from '#domain/settlement.ts';
import { nothingSeen, type StockCase, type StockSight, stockCaseOf } from '#domain/stock.ts';
import { decide } from '#domain/webhook-decision.ts';
import type { Known } from '#libs/store/store.ts';
import type { AppContext } from './app-context.ts';
import { lookAtUnits, searchUnits } from './look-at-units.ts';

type Matter = { readonly known: Known; readonly event: PaymentEvent };

/**
 * Decides an event, with a look at the units of a limited colour: first at those it took, then, only if these are not its
 * own any more, for free ones. Nothing is looked at for what is not limited. Throws StoreUnavailableError.
 */
export async function decideWithStock(
  app: AppContext,
  { known, event }: Matter,
  around: Surroundings,
): Promise<Decision> {
  const about = stockCaseIn(app, { known, event });
  const own = about ? await lookAtUnits(app, about, about.numbers) : nothingSeen.seen;
  const seen: StockSight = { seen: own, searched: false };
  const decision = decide({ ...known, stock: seen }, event, around);
  if (about === null || about.limit === null || decision.lackingUnits === 0) return decision;
  const pool = { ...about, limit: about.limit };
  const search = { count: decision.lackingUnits, buffer: true, except: about.numbers, now: around.now };
  const found = await searchUnits(app, pool, search);
  const stock: StockSight = { seen: new Map([...own, ...found]), searched: true };
  return decide({ ...known, stock }, event, around);
}

function stockCaseIn({ catalog }: AppContext, { known, event: { fact } }: Matter): StockCase | null {
  if (fact.kind !== 'charge' && fact.kind !== 'refund' && fact.kind !== 'dispute') return null;
  return stockCaseOf(fact, ownOrder(known.order, fact)?.record ?? null, catalog);
}
