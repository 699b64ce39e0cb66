import type { Discount } from '#sandbox/stripe/objects/promotion-code.ts';
import type * as Stored from '#sandbox/stripe/stored.ts';

/** Adds up the lines and the chosen shipping (the first option until the buyer picks another). */
export function setTotals(
  session: Stored.Session,
  { lineItems }: Stored.Checkout,
  shippingRate?: string,
): void {
  const chosen =
    session.shipping_options.find(({ shipping_rate }) => shipping_rate === shippingRate) ??
    session.shipping_options[0];
  const shipping = chosen?.shipping_amount ?? 0;
  session.amount_subtotal = sum(lineItems.map((item) => item.amount_subtotal));
  session.total_details = {
    amount_discount: sum(lineItems.map((item) => item.amount_discount)),
    amount_shipping: shipping,
    amount_tax: sum(lineItems.map((item) => item.amount_tax)),
  };
  session.shipping_cost = chosen
    ? {
        amount_subtotal: shipping,
        amount_tax: 0,
        amount_total: shipping,
        shipping_rate: chosen.shipping_rate,
      }
    : null;
  session.amount_total = sum(lineItems.map((item) => item.amount_total)) + shipping;
}

/** Takes a percentage off every line; the last line absorbs the rounding. Shipping is never discounted. */
export function applyDiscount(session: Stored.Session, checkout: Stored.Checkout, discount: Discount): void {
  const { lineItems } = checkout;
  let left = Math.round((sum(lineItems.map((item) => item.amount_subtotal)) * discount.percent) / 100);
  lineItems.forEach((item, index) => {
    const isLast = index === lineItems.length - 1;
    const share = isLast ? left : Math.min(left, Math.round((item.amount_subtotal * discount.percent) / 100));
    item.amount_discount = share;
    item.amount_total = item.amount_subtotal - share;
    left -= share;
  });
  session.discounts = [{ coupon: null, promotion_code: `promo_${discount.code}` }];
  setTotals(session, checkout, chosenRate(session));
  session.payment_status = session.amount_total === 0 ? 'no_payment_required' : 'unpaid';
}

export function chosenRate(session: Stored.Session): string | undefined {
  const rate = session.shipping_cost?.shipping_rate;
  return typeof rate === 'string' ? rate : undefined;
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);
