import { textIn } from './localized-text.ts';
import type { Offer, ShipWindow, Variant } from './offer.ts';
import type { Order } from './order.ts';
import type { Address } from './payment-event.ts';

/** What was ordered, in the buyer's words; its two tint numbers colour the mail. */
export type MailProduct = {
  readonly name: string;
  readonly color: string;
  /** Absolute address of a picture that every mail program can show. */
  readonly picture: string;
  readonly tint: { readonly hue: number; readonly chroma: number };
  readonly shipWindow: ShipWindow;
};

/** What every mail about an order knows. Amounts are minor units of `currency`. */
export type MailedOrder = {
  readonly to: string;
  readonly name: string | null;
  readonly locale: string;
  readonly orderNo: string;
  /** The product page with the same choice, in the buyer's language. */
  readonly shopUrl: string;
  /** Null when the catalogue no longer knows what was sold. */
  readonly product: MailProduct | null;
  readonly quantity: number;
  readonly currency: string;
  readonly subtotal: number;
  readonly discount: number;
  readonly discountCode: string | null;
  readonly tax: number;
  readonly shipping: number;
  readonly total: number;
  readonly shippingAddress: Address | null;
};

/**
 * The last day on which it ships, as `2027-03-12`, and the one it replaces, if there was one. `kept` is what the buyer has
 * paid and would get back, minor units.
 */
export type MovedDate = {
  readonly shipsBy: string;
  readonly shippedBy: string | null;
  readonly kept: number;
};

export type Parcel = { readonly carrier: string | null; readonly trackingNumber: string | null };

/**
 * A mail that is owed, with all it says: rendered when it is sent, in the language of its order. The link to the order is
 * not among it, because it is a key that has no place in a queue.
 */
export type OrderMail = MailedOrder &
  (
    | { readonly mail: 'payment-pending' | 'payment-failed' }
    /** `shipsBy` is there where the day was moved before it was said once more. */
    | { readonly mail: 'order-confirmed'; readonly shipsBy?: string | null }
    | {
        readonly mail: 'refunded';
        /** What goes back now, and all that has gone back with it. Minor units. */
        readonly refund: number;
        readonly returned: number;
        /** The payment came when nothing was left to sell. */
        readonly soldOut: boolean;
      }
    /** `shipsBy` is the last day on which it ships, `2027-03-12`; null where nobody set one. */
    | { readonly mail: 'in-production'; readonly shipsBy: string | null }
    | ({ readonly mail: 'ship-date-moved' } & MovedDate)
    | { readonly mail: 'shipped'; readonly parcel: Parcel }
    /** `owed` is what will be given back because of it, minor units; 0 where nothing was paid. */
    | { readonly mail: 'cancelled'; readonly owed: number }
  );

/** What is for sale, and where the shop is. */
export type MailSource = {
  readonly offer: Offer | undefined;
  readonly variant: Variant | undefined;
  /** Origin of the shop without a slash at its end. */
  readonly appUrl: string;
};

/** The part all mails of an order share. */
export function mailedOrder(order: Order & { readonly email: string }, source: MailSource): MailedOrder {
  const { offer, variant, appUrl } = source;
  const home = order.locale === 'en' ? appUrl : `${appUrl}/${order.locale}`;
  return {
    to: order.email,
    name: order.buyer_name,
    locale: order.locale,
    orderNo: order.order_no,
    shopUrl: variant ? `${home}/?color=${variant.id}` : `${home}/`,
    product: offer && variant ? productOf(order, { offer, variant, appUrl }) : null,
    quantity: order.quantity,
    currency: order.currency,
    subtotal: order.amount_subtotal,
    discount: order.amount_discount,
    discountCode: order.discount_code,
    tax: order.amount_tax,
    shipping: order.amount_shipping,
    total: order.amount,
    shippingAddress: order.shipping_address,
  };
}

type Sold = { offer: Offer; variant: Variant; appUrl: string };

const productOf = ({ locale }: Order, { offer, variant, appUrl }: Sold): MailProduct => ({
  name: textIn(offer.name, locale),
  color: textIn(variant.name, locale),
  // Outlook shows no WebP; every front view has a PNG beside it.
  picture: `${appUrl}${variant.images.front.replace(/\.webp$/, '.png')}`,
  tint: { hue: variant.tint.hue, chroma: variant.tint.chroma },
  shipWindow: offer.shipWindow,
});
