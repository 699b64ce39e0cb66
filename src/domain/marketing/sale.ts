import { textIn } from '../localized-text.ts';
import { money, times, toDecimal } from '../money.ts';
import type { Offer, Variant } from '../offer.ts';
import type { Order } from '../order.ts';
import { amount, count, link, list, orNull, record, text, texts } from './shapes.ts';

/** What events tell of an order. */
export type Told = Pick<
  Order,
  | 'id'
  | 'order_no'
  | 'product_id'
  | 'variant'
  | 'quantity'
  | 'amount'
  | 'amount_subtotal'
  | 'amount_discount'
  | 'currency'
  | 'discount_code'
  | 'payment_method'
  | 'session_id'
  | 'locale'
  | 'country'
  | 'buyer_name'
  | 'phone'
  | 'shipping_address'
  | 'billing_address'
  | 'utm'
  | 'consent'
  | 'paid_at'
  | 'created_at'
>;

/** An order with all that a template wants to show of it. What is not for sale any more is named by its ids. */
export type Sale = {
  readonly order: Told & { readonly email: string };
  readonly offer: Offer | undefined;
  readonly variant: Variant | undefined;
  /** Origin of the shop without a slash at its end. */
  readonly appUrl: string;
};

/** One line of an order, as templates loop over it. */
export const lineShapes = {
  ProductID: text,
  SKU: text,
  ProductName: text,
  Color: text,
  Quantity: count,
  ItemPrice: amount,
  RowTotal: amount,
  ProductURL: link,
  ImageURL: orNull(link),
} as const;

/** What every event about an order says of it at the top, where segments can see it. */
export const orderShapes = {
  OrderId: text,
  OrderNumber: text,
  ItemNames: texts,
  Color: text,
  Sku: text,
  Currency: text,
  Locale: text,
  ItemImageURL: orNull(link),
  OrderStatusURL: link,
  UtmSource: orNull(text),
  UtmMedium: orNull(text),
  UtmCampaign: orNull(text),
  /** The page of the shop the campaign led to. */
  LandingPage: orNull(text),
} as const;

/** The lines, for templates. */
export const itemShapes = { Items: list(record(lineShapes)) } as const;

const unitAmount = (order: Told) => money(Math.round(order.amount_subtotal / order.quantity), order.currency);
export const rowTotal = (order: Told) => times(unitAmount(order), order.quantity);
/** An amount of minor units of the order's currency as Klaviyo counts. */
export const decimalIn = ({ currency }: Told, minorUnits: number): number =>
  toDecimal(money(minorUnits, currency));

const colorName = ({ variant, order }: Sale): string =>
  variant ? textIn(variant.name, order.locale) : order.variant;
const productName = ({ offer, order }: Sale): string =>
  offer ? textIn(offer.name, order.locale) : order.product_id;
const itemName = (sale: Sale): string => `${productName(sale)}, ${colorName(sale)}`;
/** The front view: square, 1200 pixels wide. */
const imageUrl = ({ appUrl, variant }: Sale): string | null =>
  variant ? `${appUrl}${variant.images.front}` : null;
const homeOf = ({ appUrl, order }: Sale): string =>
  order.locale === 'en' ? appUrl : `${appUrl}/${order.locale}`;

/** The product page with the same colour, in the shopper's language. */
export const productUrl = (sale: Sale): string =>
  sale.variant ? `${homeOf(sale)}/?color=${sale.variant.id}` : `${homeOf(sale)}/`;

const statusUrl = (sale: Sale): string =>
  `${homeOf(sale)}/checkout/result?session_id=${encodeURIComponent(sale.order.session_id ?? '')}`;

export const categoriesOf = ({ offer }: Sale): readonly string[] => offer?.categories ?? [];

export const aboutOrder = (sale: Sale) => ({
  OrderId: sale.order.id,
  OrderNumber: sale.order.order_no,
  ItemNames: [itemName(sale)],
  Color: colorName(sale),
  Sku: skuOf(sale),
  Currency: sale.order.currency,
  Locale: sale.order.locale,
  ItemImageURL: imageUrl(sale),
  OrderStatusURL: statusUrl(sale),
  UtmSource: sale.order.utm?.source ?? null,
  UtmMedium: sale.order.utm?.medium ?? null,
  UtmCampaign: sale.order.utm?.campaign ?? null,
  LandingPage: sale.order.utm?.landing_page ?? null,
});

const skuOf = ({ order }: Sale): string => `${order.product_id}-${order.variant}`;

export const lineOf = (sale: Sale) => ({
  ProductID: sale.order.product_id,
  SKU: skuOf(sale),
  ProductName: itemName(sale),
  Color: colorName(sale),
  Quantity: sale.order.quantity,
  ItemPrice: toDecimal(unitAmount(sale.order)),
  RowTotal: toDecimal(rowTotal(sale.order)),
  ProductURL: productUrl(sale),
  ImageURL: imageUrl(sale),
});

export const itemsOf = (sale: Sale) => ({ Items: [lineOf(sale)] });
