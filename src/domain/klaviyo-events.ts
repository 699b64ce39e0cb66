import { money, times, toDecimal } from './money.ts';
import type { Offer, Variant } from './offer.ts';
import { textIn } from './offer.ts';
import type { Order } from './order.ts';
import type { Address } from './payment-event.ts';
import type { Preorder } from './preorder.ts';

type Scalar = string | number | boolean | null | readonly string[];

/** One event for a marketer's flow. `uniqueId` is what Klaviyo drops repetitions by, per profile and metric. */
export type KlaviyoEvent = {
  readonly metric: string;
  readonly uniqueId: string;
  /** When it happened in business terms, ISO 8601, whole seconds matter. */
  readonly time: string;
  /** Decimal in `valueCurrency`; null where counting it would count the revenue twice. */
  readonly value: number | null;
  readonly valueCurrency: string | null;
  readonly profile: {
    readonly email: string;
    readonly locale: string;
    readonly firstName: string | null;
    readonly lastName: string | null;
    readonly phone: string | null;
    readonly country: string | null;
    readonly lastColor: string;
  };
  /** Scalars at the top build segments; nested values serve templates only. */
  readonly properties: Readonly<Record<string, Scalar | object>>;
};

/** A sold order with all that a template wants to show of it. */
export type Sale = {
  readonly order: Order & { readonly email: string };
  readonly preorder: Preorder;
  readonly offer: Offer;
  readonly variant: Variant;
  /** Origin of the shop without a slash at its end. */
  readonly appUrl: string;
};

/** A checkout whose payment page lapsed unpaid. */
export type AbandonedCheckout = Omit<Sale, 'preorder'> & {
  /** The link that takes it up again; null where none can be sealed. */
  readonly recoveryUrl: string | null;
  /** When the page lapsed. */
  readonly at: Date;
};

/** The events of a sale, one builder per metric. Pure: the same sale always gives the same event. */
export const RolittKlaviyoEvents = {
  placedOrder(sale: Sale): KlaviyoEvent {
    const { order, offer } = sale;
    return {
      ...announcement(sale, 'Placed Order', order.order_no),
      value: toDecimal(money(order.amount, order.currency)),
      valueCurrency: order.currency,
      properties: {
        OrderId: order.id,
        OrderNumber: order.order_no,
        ItemNames: [itemName(sale)],
        Categories: offer.categories,
        Color: colorName(sale),
        Currency: order.currency,
        DiscountCode: order.discount_code,
        DiscountValue:
          order.amount_discount === 0 ? null : toDecimal(money(order.amount_discount, order.currency)),
        ShipWindow: `${offer.shipWindow.from}/${offer.shipWindow.to}`,
        ItemImageURL: imageUrl(sale),
        OrderStatusURL: statusUrl(sale),
        PaymentMethod: order.payment_method,
        Locale: order.locale,
        Items: [lineOf(sale)],
        BillingAddress: addressOf(order.billing_address),
        ShippingAddress: addressOf(order.shipping_address),
      },
    };
  },

  orderedProduct(sale: Sale): KlaviyoEvent {
    const { order, offer } = sale;
    return {
      ...announcement(sale, 'Ordered Product', `${order.order_no}:${offer.sku}`),
      value: toDecimal(rowTotal(order)),
      valueCurrency: order.currency,
      properties: {
        OrderId: order.id,
        OrderNumber: order.order_no,
        Currency: order.currency,
        Locale: order.locale,
        Categories: offer.categories,
        ...lineOf(sale),
      },
    };
  },

  preorderSuccess(sale: Sale): KlaviyoEvent {
    const { order, preorder } = sale;
    return {
      ...announcement(sale, 'Preorder Success', `${order.order_no}:preorder`),
      properties: {
        color: order.variant,
        preorder_id: preorder.id,
        preorder_number: preorder.preorder_number,
        amount: toDecimal(money(order.amount, order.currency)),
        currency: order.currency,
        session_id: order.session_id,
        locale: order.locale,
      },
    };
  },

  checkoutAbandoned(left: AbandonedCheckout): KlaviyoEvent {
    const { order, at } = left;
    const line = lineOf(left);
    return {
      ...announcement(left, 'Checkout Abandoned', `${order.order_no}:abandoned`),
      time: at.toISOString(),
      properties: {
        OrderNumber: order.order_no,
        ItemNames: [itemName(left)],
        Color: line.Color,
        Sku: line.SKU,
        Amount: toDecimal(money(order.amount, order.currency)),
        Currency: order.currency,
        DiscountCode: order.discount_code,
        ItemImageURL: imageUrl(left),
        RecoveryURL: left.recoveryUrl ?? line.ProductURL,
        Locale: order.locale,
        Items: [line],
      },
    };
  },
};

/** What of a sale an event about its checkout is made of. */
type Wish = Omit<Sale, 'preorder'>;

function announcement({ order }: Wish, metric: string, uniqueId: string): Omit<KlaviyoEvent, 'properties'> {
  const [firstName, ...rest] = (order.buyer_name ?? '').split(' ');
  return {
    metric,
    uniqueId,
    time: (order.paid_at ?? order.created_at).toISOString(),
    value: null,
    valueCurrency: null,
    profile: {
      email: order.email,
      locale: order.locale,
      firstName: firstName || null,
      lastName: rest.join(' ') || null,
      phone: order.phone,
      country: (order.shipping_address ?? order.billing_address)?.country ?? null,
      lastColor: order.variant,
    },
  };
}

const unitAmount = (order: Order) =>
  money(Math.round(order.amount_subtotal / order.quantity), order.currency);
const rowTotal = (order: Order) => times(unitAmount(order), order.quantity);
const colorName = ({ variant, order }: Wish): string => textIn(variant.name, order.locale);
const itemName = (sale: Wish): string => `${textIn(sale.offer.name, sale.order.locale)}, ${colorName(sale)}`;
const imageUrl = ({ appUrl, variant }: Wish): string => `${appUrl}${variant.images.front}`;
const pathOf = ({ appUrl, order }: Wish): string =>
  order.locale === 'en' ? appUrl : `${appUrl}/${order.locale}`;
const statusUrl = (sale: Sale): string =>
  `${pathOf(sale)}/checkout/result?session_id=${encodeURIComponent(sale.order.session_id ?? '')}`;

const lineOf = (sale: Wish) => ({
  ProductID: sale.offer.sku,
  SKU: `${sale.offer.sku}-${sale.variant.id}`,
  ProductName: itemName(sale),
  Color: colorName(sale),
  Quantity: sale.order.quantity,
  ItemPrice: toDecimal(unitAmount(sale.order)),
  RowTotal: toDecimal(rowTotal(sale.order)),
  ProductURL: `${pathOf(sale)}/?color=${sale.variant.id}`,
  ImageURL: imageUrl(sale),
});

const addressOf = (address: Address | null) =>
  address && {
    FullName: address.name,
    Address1: address.line1,
    Address2: address.line2,
    City: address.city,
    Region: address.state,
    Zip: address.postalCode,
    CountryCode: address.country,
    Phone: address.phone,
  };
