import { demandRole, type Operator } from '#domain/operator.ts';
import { produce, ship } from '#domain/operator-acts/goods.ts';
import { refusals } from '#domain/operator-acts/refusal.ts';
import type { Shipment } from '#domain/shipment-list.ts';
import type { AppContext } from '#services/app-context.ts';
import { type ActOutcome, actOnOrder, type Decide, decideNow } from './act-on-order.ts';

/** How one of many acts ended, or would end. `unchanged`: it was so already. `failed`: nobody knows; press again. */
export type BulkLine = {
  readonly orderNo: string;
  readonly ending: 'done' | 'unchanged' | 'refused' | 'failed';
  readonly sentence: string;
};

/** With `apply` the acts are done, without it is only told what would become of each. */
type Bulk = { readonly apply: boolean; readonly reason: string | null };

/** Orders of one press of a button. */
export const mostAtOnce = 200;
/** Orders worked on side by side, so that a long list is done in time and the store has air for others. */
const sideBySide = 6;

/** Marks many orders as being made. Throws NotAllowedError. */
export const produceMany = (
  app: AppContext,
  operator: Operator,
  { orderNos, ...bulk }: Bulk & { readonly orderNos: readonly string[] },
): Promise<readonly BulkLine[]> =>
  eachOf(app, operator, {
    ...bulk,
    wishes: [...new Set(orderNos)].slice(0, mostAtOnce).map((orderNo) => ({ orderNo, decide: produce })),
  });

/** Ships every order of a list, as far as it may be shipped; the same list once more changes nothing. Throws NotAllowedError. */
export const shipMany = (
  app: AppContext,
  operator: Operator,
  { shipments, ...bulk }: Bulk & { readonly shipments: readonly Shipment[] },
): Promise<readonly BulkLine[]> =>
  eachOf(app, operator, {
    ...bulk,
    wishes: shipments.map(({ orderNo, carrier, trackingNumber }) => ({
      orderNo,
      decide: (at, around) => ship(at, { carrier, trackingNumber }, around),
    })),
  });

type Wish = { readonly orderNo: string; readonly decide: Decide };

async function eachOf(
  app: AppContext,
  operator: Operator,
  { wishes, apply, reason }: Bulk & { readonly wishes: readonly Wish[] },
): Promise<readonly BulkLine[]> {
  demandRole(operator, 'operator');
  const lines: BulkLine[] = [];
  for (let from = 0; from < wishes.length; from += sideBySide) {
    const batch = wishes.slice(from, from + sideBySide);
    lines.push(
      ...(await Promise.all(
        batch.map(async ({ orderNo, decide }) => {
          const request = { orderNo, actId: app.ids.newId(), reason };
          const act = { request, decide };
          return lineOf(app, orderNo, apply ? actOnOrder(app, operator, act) : dryRun(app, operator, act));
        }),
      )),
    );
  }
  return lines;
}

async function dryRun(...given: Parameters<typeof decideNow>): Promise<ActOutcome> {
  const decided = await decideNow(...given);
  if (decided.kind === 'refused') return { ...decided, sentence: refusals[decided.refusal] };
  return decided.kind === 'done' ? { kind: 'done' } : decided;
}

/** One order that cannot be reached must not hide how the others ended. */
async function lineOf(app: AppContext, orderNo: string, outcome: Promise<ActOutcome>): Promise<BulkLine> {
  try {
    return { orderNo, ...told(await outcome) };
  } catch (error) {
    app.log.error({ order_no: orderNo, error }, 'one order of many could not be acted on');
    return { orderNo, ending: 'failed', sentence: 'It could not be reached. Do it once more.' };
  }
}

function told(outcome: ActOutcome): Omit<BulkLine, 'orderNo'> {
  switch (outcome.kind) {
    case 'done':
      return { ending: 'done', sentence: '' };
    case 'done_before':
      return { ending: 'unchanged', sentence: 'It is so already.' };
    case 'refused':
      return { ending: 'refused', sentence: outcome.sentence };
    case 'unknown_order':
      return { ending: 'refused', sentence: 'There is no such order.' };
  }
}
