/** Amounts are in minor units, as everywhere. */
type Sold = {
  readonly sku: string;
  readonly color: string;
  readonly amount: number;
  readonly currency: string;
  readonly quantity: number;
};

/** What happens in the shop, in nobody's dialect. */
export type ShopEvent =
  | ({ readonly name: 'view_item' } & Sold)
  | ({ readonly name: 'begin_checkout' } & Sold)
  | ({ readonly name: 'purchase'; readonly orderNo: string } & Sold);

declare global {
  interface Window {
    /** Everything that happened on this page so far, for whoever was allowed in later. */
    shopEvents?: ShopEvent[];
  }
}

/** Where the numbers of purchases that were told already are remembered, in this browser. */
const toldKey = 'rolitt.purchases';
const toldAtMost = 50;

/**
 * Tells what happened: kept in `window.shopEvents` and announced as a `shop:event`. Nothing leaves the page by itself;
 * a vendor's script, which runs only after consent, may read the one and listen to the other.
 */
export function tell(event: ShopEvent): void {
  window.shopEvents ??= [];
  window.shopEvents.push(event);
  window.dispatchEvent(new CustomEvent('shop:event', { detail: event }));
}

/** Tells of a purchase once, however often its page is loaded; a browser that keeps nothing is told of none. */
export function tellPurchaseOnce(event: Extract<ShopEvent, { name: 'purchase' }>): void {
  try {
    const told: unknown = JSON.parse(localStorage.getItem(toldKey) ?? '[]');
    const numbers = Array.isArray(told) ? told.filter((number) => typeof number === 'string') : [];
    if (numbers.includes(event.orderNo)) return;
    localStorage.setItem(toldKey, JSON.stringify([...numbers, event.orderNo].slice(-toldAtMost)));
  } catch {
    return;
  }
  tell(event);
}
