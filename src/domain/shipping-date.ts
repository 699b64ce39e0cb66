import type { ShipWindow } from './offer.ts';
import type { Preorder } from './preorder.ts';

/** When it ships, as far as anybody knows: the window of its batch, or the day it was moved to. */
export type Shipping =
  | { readonly kind: 'window'; readonly window: ShipWindow }
  | { readonly kind: 'by'; readonly day: Date; readonly batch: string };

/** When it ships, while that is still ahead. */
export function shippingOf(preorder: Preorder | null, window: ShipWindow | null): Shipping | null {
  const isAhead = preorder === null || preorder.status === 'confirmed' || preorder.status === 'in_production';
  if (window === null || !isAhead) return null;
  const day = preorder?.estimated_ship_at ?? null;
  const isMoved = day !== null && day.toISOString().slice(0, 10) !== window.to;
  return isMoved ? { kind: 'by', day, batch: window.batch } : { kind: 'window', window };
}
