import type { Offer, Variant } from '#domain/offer.ts';
import type { StockHold } from '#domain/stock-unit.ts';
import type { AppContext } from './app-context.ts';
import { holdUnits } from './hold-units.ts';
import { closePage, leaveCheckout } from './leave-checkout.ts';
import { forgetStock } from './recent-stock.ts';

export type Reservation =
  /** Null where nothing was taken: the colour is not limited, or is sold although nobody knows how many are left. */
  | { readonly kind: 'reserved'; readonly hold: StockHold | null }
  | {
      readonly kind: 'refused';
      readonly field: 'color' | 'quantity';
      readonly code: 'sold_out' | 'too_few_left' | 'closed';
    };

type Wish = {
  readonly quantity: number;
  /** A page of this browser whose units are to be free before. */
  readonly leavesSessionId?: string | null;
};

/** Takes the units of a limited colour before its payment page opens; of any other colour it asks nobody. Never throws. */
export async function reserveStock(
  app: AppContext,
  { offer, variant }: { readonly offer: Offer; readonly variant: Variant },
  { quantity, leavesSessionId: left = null }: Wish,
): Promise<Reservation> {
  const limit = variant.stock;
  if (limit === null) {
    if (left !== null) app.defer(() => leaveCheckout(app, left));
    return { kind: 'reserved', hold: null };
  }
  const release = left === null ? null : await closePage(app, left);
  const pool = { sku: offer.sku, color: variant.id, limit };
  const holding = await holdUnits(app, { pool, count: quantity, release });
  switch (holding.kind) {
    case 'held':
      return { kind: 'reserved', hold: holding.hold };
    case 'short':
      forgetStock(app);
      return holding.left === 0
        ? { kind: 'refused', field: 'color', code: 'sold_out' }
        : { kind: 'refused', field: 'quantity', code: 'too_few_left' };
    case 'unknown':
      return limit.whenUnknown === 'sell'
        ? { kind: 'reserved', hold: null }
        : { kind: 'refused', field: 'color', code: 'closed' };
  }
}
