import { mergeConsents } from './consent.ts';
import type { Surroundings } from './decision.ts';
import type { Offer } from './offer.ts';
import { findOffer, findVariant } from './offer.ts';
import type { AttentionReason, Order } from './order.ts';
import { isOrderNo } from './order-number.ts';
import type { Address, ChargeFact, CheckoutSnapshot, PaymentMethod } from './payment-event.ts';

export type SnapshotColumns = Pick<
  Order,
  | 'email'
  | 'amount'
  | 'amount_subtotal'
  | 'amount_discount'
  | 'amount_tax'
  | 'amount_shipping'
  | 'currency'
  | 'discount_code'
  | 'trade_no'
  | 'buyer_name'
  | 'phone'
  | 'shipping_address'
  | 'billing_address'
  | 'country'
  | 'consent'
  | 'expires_at'
>;

/** The columns an order takes from its payment page; a page that says more later overwrites them. */
export function snapshotColumns(checkout: CheckoutSnapshot): SnapshotColumns {
  return {
    email: checkout.email,
    amount: checkout.amount,
    amount_subtotal: checkout.amountSubtotal,
    amount_discount: checkout.amountDiscount,
    amount_tax: checkout.amountTax,
    amount_shipping: checkout.amountShipping,
    currency: checkout.currency,
    discount_code: checkout.discountCode,
    trade_no: checkout.tradeNo,
    buyer_name: checkout.name,
    phone: checkout.phone,
    shipping_address: checkout.shippingAddress,
    billing_address: checkout.billingAddress,
    country: countryOf(checkout.shippingAddress, checkout.billingAddress) ?? checkout.stamp.country,
    consent: mergeConsents(checkout.consent, checkout.stamp.consents),
    expires_at: checkout.expiresAt,
  };
}

const countryOf = (shipping: Address | null, billing: Address | null): string | null =>
  (shipping ?? billing)?.country ?? null;

/** Everything the first one says, and what only the second one says. */
export function gapsFilled(first: SnapshotColumns, second: SnapshotColumns): SnapshotColumns {
  const {
    email,
    trade_no,
    discount_code,
    buyer_name,
    phone,
    shipping_address,
    billing_address,
    country,
    consent,
    expires_at,
  } = second;
  const [shippingAddress, billingAddress] = [
    first.shipping_address ?? shipping_address,
    first.billing_address ?? billing_address,
  ];
  return {
    amount: first.amount,
    amount_subtotal: first.amount_subtotal,
    amount_discount: first.amount_discount,
    amount_tax: first.amount_tax,
    amount_shipping: first.amount_shipping,
    currency: first.currency,
    email: first.email ?? email,
    trade_no: first.trade_no ?? trade_no,
    discount_code: first.discount_code ?? discount_code,
    buyer_name: first.buyer_name ?? buyer_name,
    phone: first.phone ?? phone,
    shipping_address: shippingAddress,
    billing_address: billingAddress,
    country: countryOf(shippingAddress, billingAddress) ?? first.country ?? country,
    consent: first.consent ?? consent,
    expires_at: first.expires_at ?? expires_at,
  };
}

/** An order as its first verified event gives birth to it; status and money columns are booked afterwards. */
export function bear(
  charge: ChargeFact,
  { method, orderNoTaken }: { method: PaymentMethod; orderNoTaken: boolean },
  around: Surroundings,
): Order {
  const { checkout } = charge;
  const { stamp } = checkout;
  const usable = isOrderNo(stamp.orderNo) && !orderNoTaken;
  return {
    id: around.newId(),
    order_no: usable ? stamp.orderNo : around.newOrderNo(),
    user_id: stamp.userId,
    product_id: stamp.sku,
    product_type: findOffer(around.catalog, stamp.sku)?.productType ?? 'preorder',
    variant: stamp.variant,
    quantity: Math.max(1, stamp.quantity),
    amount_refunded: 0,
    payment_method: method,
    status: 'pending',
    session_id: checkout.sessionId,
    locale: stamp.locale,
    utm: stamp.utm,
    recovered_from: stamp.recoveredFrom,
    paid_at: null,
    cancelled_at: null,
    needs_attention: attention(charge, around),
    link_version: 1,
    stock_units: null,
    version: 1,
    created_at: around.now,
    updated_at: around.now,
    ...snapshotColumns(checkout),
  };
}

/** Why a person has to look before a paid order is fulfilled; the money is recorded either way. Nobody looks at unpaid ones. */
export function attention(
  { status, checkout }: ChargeFact,
  { catalog, review = false }: Pick<Surroundings, 'catalog' | 'review'>,
): AttentionReason | null {
  if (status !== 'succeeded') return null;
  const { stamp } = checkout;
  const offer = findOffer(catalog, stamp.sku);
  if (!offer || !findVariant(offer, stamp.variant)) return 'unknown_product';
  const doubt = review && isAskedToday(offer, checkout) ? null : priceDoubt(checkout);
  return doubt ?? (checkout.email === null ? 'missing_email' : null);
}

function priceDoubt({ stamp, currency, amountSubtotal }: CheckoutSnapshot): AttentionReason | null {
  if (stamp.unitAmount === null || stamp.currency === null) return 'unstamped_price';
  const expected = stamp.unitAmount * stamp.quantity;
  return stamp.currency !== currency || expected !== amountSubtotal ? 'amount_mismatch' : null;
}

const isAskedToday = (offer: Offer, { stamp, currency, amountSubtotal }: CheckoutSnapshot): boolean =>
  (offer.prices[currency] ?? Number.NaN) * stamp.quantity === amountSubtotal;

const pageDoubts: readonly AttentionReason[] = [
  'amount_mismatch',
  'unstamped_price',
  'unknown_product',
  'missing_email',
];

/** Whether an order is held back by a doubt about its payment page, which a second look at the page may settle. */
export const isDoubtAboutPage = (held: AttentionReason | null): boolean =>
  held !== null && pageDoubts.includes(held);
