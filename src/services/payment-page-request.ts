import { stampMetadata } from '#domain/checkout-metadata.ts';
import type { ConsentKind, GivenConsent } from '#domain/consent.ts';
import { consentKinds } from '#domain/consent.ts';
import type { Money } from '#domain/money.ts';
import { type CheckoutSettings, type Offer, taxModeOf, unitPrice, type Variant } from '#domain/offer.ts';
import { homeCountry, type ShippingZone, shippingQuote } from '#domain/shipping.ts';
import type { StockHold } from '#domain/stock-unit.ts';
import type { CheckoutRequest } from '#libs/payments/core/payment-types.ts';
import type { AppContext } from './app-context.ts';

/** What the shopper chose, already of the right shape; whether it can be bought is decided here. */
export type CheckoutIntent = {
  readonly sku: string;
  readonly color: string;
  readonly quantity: number;
  readonly email: string | null;
  /** Who is signed in, or null for a guest. */
  readonly userId: string | null;
  readonly locale: string;
  /** Where the parcel goes; null leaves it to the country most readers of the language live in. */
  readonly country?: string | null;
  readonly utm: Readonly<Record<string, string>> | null;
  /** What was agreed to on the page, by the version of its text. */
  readonly consents?: Partial<Record<ConsentKind, string>>;
  /** Consents that were given with an earlier checkout and stand for this one, instead of any given now. */
  readonly earlierConsents?: readonly GivenConsent[];
  /** A discount code that was entered on an earlier payment page. */
  readonly discountCode?: string | null;
  /** The number of the abandoned order this takes up again. */
  readonly recoveredFrom?: string | null;
  /** The address the request came from, where somebody we trust vouches for it. */
  readonly client?: string | null;
  /** A payment page this browser opened for the very same choice, to be used again while it is open. */
  readonly openSessionId: string | null;
  /** A payment page of a limited colour that this browser leaves for the new choice: whoever chooses again is not in their own way. */
  readonly leavesSessionId?: string | null;
};

/** What the choice comes to: all of it from the catalogue, and the pieces that were taken for it. */
export type Chosen = {
  readonly offer: Offer;
  readonly variant: Variant;
  readonly priceId: string;
  readonly hold: StockHold | null;
  readonly shown: Money;
  /** Null where nothing is sent. */
  readonly zone: ShippingZone | null;
};

/** What the payment page is asked for. */
export function paymentPageRequest(app: AppContext, choice: CheckoutIntent, chosen: Chosen): CheckoutRequest {
  const { offer, variant, priceId, hold, shown, zone } = chosen;
  const price = unitPrice(app.catalog, offer, choice.locale);
  const orderNo = app.ids.newOrderNo();
  const shop = choice.locale === 'en' ? app.appUrl : `${app.appUrl}/${choice.locale}`;
  const back = `${choiceInAddress(app, choice)}&cancelled=1`;
  return {
    orderNo,
    priceId,
    quantity: choice.quantity,
    unitPrice: price,
    locale: choice.locale,
    email: choice.email,
    attemptId: app.ids.newToken(),
    metadata: stampMetadata({
      orderNo,
      sku: offer.sku,
      variant: variant.id,
      quantity: choice.quantity,
      locale: choice.locale,
      priceId,
      unitAmount: price.amount,
      currency: price.currency,
      userId: choice.userId,
      country: zone === null ? null : (choice.country ?? null),
      consents: consentsOf(choice, app.clock.now()),
      utm: choice.utm,
      hold,
      recoveredFrom: choice.recoveredFrom ?? null,
    }),
    discountCode: choice.discountCode ?? null,
    settings: settingsFor(app, variant),
    tax: taxModeOf(app.catalog, price.currency),
    shipping: zone && shippingQuote(zone, shown, choice.locale),
    now: app.clock.now(),
    successUrl: `${shop}/checkout/result`,
    cancelUrl:
      hold === null
        ? `${shop}/?${back}`
        : `${app.appUrl}/api/checkout/cancelled?${back}&locale=${choice.locale}`,
  };
}

const consentsOf = ({ consents, earlierConsents }: CheckoutIntent, at: Date): readonly GivenConsent[] =>
  earlierConsents ??
  consentKinds.flatMap((kind) => {
    const text = consents?.[kind];
    return text === undefined ? [] : [{ kind, text, at }];
  });

/** The choice as the product page reads it from its address; what a page starts with anyway is left out. */
function choiceInAddress({ catalog }: AppContext, choice: CheckoutIntent): URLSearchParams {
  const { color, quantity, country, locale } = choice;
  const address = new URLSearchParams({ color });
  if (quantity !== 1) address.set('quantity', String(quantity));
  if (country && country !== homeCountry(catalog.shipping, locale)) address.set('to', country);
  return address;
}

/** Units of a limited colour wait for nobody longer than they have to. */
function settingsFor({ catalog }: AppContext, { stock }: Variant): CheckoutSettings {
  return stock === null ? catalog.checkout : { ...catalog.checkout, sessionSeconds: stock.holdSeconds };
}
