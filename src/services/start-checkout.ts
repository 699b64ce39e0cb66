import type { CheckoutError } from '#domain/checkout.ts';
import { stampMetadata } from '#domain/checkout-metadata.ts';
import type { ConsentKind, GivenConsent } from '#domain/consent.ts';
import { consentKinds } from '#domain/consent.ts';
import { PaymentError, PriceDriftError } from '#domain/errors.ts';
import { type Money, sameMoney, times } from '#domain/money.ts';
import {
  type CheckoutSettings,
  findOffer,
  findVariant,
  type Offer,
  taxModeOf,
  unitPrice,
  type Variant,
} from '#domain/offer.ts';
import { destinationOf, homeCountry, type ShippingZone, shippingQuote } from '#domain/shipping.ts';
import type { StockHold } from '#domain/stock-unit.ts';
import { ProviderRefusedError } from '#libs/payments/core/payment-errors.ts';
import type { OpenCheckout, PaymentProvider } from '#libs/payments/core/payment-types.ts';
import type { AppContext } from './app-context.ts';
import { releaseUnits } from './hold-units.ts';
import { reserveStock } from './reserve-stock.ts';

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

export type StartedCheckout =
  | {
      readonly kind: 'redirect';
      readonly url: string;
      readonly sessionId: string;
      /** Whether it keeps pieces from others while it is open. */
      readonly limited: boolean;
    }
  | {
      readonly kind: 'refused';
      readonly field: CheckoutError['field'];
      readonly code: CheckoutError['code'];
    };

/**
 * Opens a payment page, or finds the open one again. Nothing but the payment provider is on this path, except for a limited
 * colour: its pieces are taken first. Throws PaymentError; the buyer was not charged then. PriceDriftError when the
 * provider would charge another price.
 */
export async function startCheckout(app: AppContext, choice: CheckoutIntent): Promise<StartedCheckout> {
  const took = stopwatch(app);
  try {
    const started = await openCheckout(app, choice);
    app.meter.checkout(started.kind === 'redirect' ? 'started' : 'refused', took());
    return started;
  } catch (error) {
    app.meter.checkout('failed', took());
    throw error;
  }
}

async function openCheckout(app: AppContext, choice: CheckoutIntent): Promise<StartedCheckout> {
  const offer = findOffer(app.catalog, choice.sku);
  const variant = offer && findVariant(offer, choice.color);
  if (!offer || !variant) return { kind: 'refused', field: 'color', code: 'invalid_color' };
  if (variant.availability !== 'open') return { kind: 'refused', field: 'color', code: variant.availability };
  if (choice.quantity > offer.maxQuantity)
    return { kind: 'refused', field: 'quantity', code: 'invalid_quantity' };
  const { priceId } = variant;
  if (priceId === null) return { kind: 'refused', field: 'color', code: 'closed' };

  const zone = destinationOf(app.catalog.shipping, choice.country ?? null, choice.locale);
  if (zone === 'not_served') return { kind: 'refused', field: 'country', code: 'country_not_served' };
  const shown = times(unitPrice(app.catalog, offer, choice.locale), choice.quantity);
  const limited = variant.stock !== null;
  const open = choice.openSessionId === null ? null : await reopen(app, choice.openSessionId, shown);
  if (open) return { kind: 'redirect', ...open, limited };
  if (!app.checkoutGuard(choice.client ?? null))
    return { kind: 'refused', field: null, code: 'too_many_attempts' };
  const reservation = await reserveStock(app, { offer, variant }, choice);
  if (reservation.kind === 'refused') return reservation;
  const { hold } = reservation;
  const page = await openOrRelease(app, choice, { offer, variant, priceId, hold, shown, zone });
  return { kind: 'redirect', ...page, limited };
}

type PaymentPage = { readonly url: string; readonly sessionId: string };

/** The page opened earlier while it takes this very amount; null once it is paid, expired, forgotten or priced otherwise. */
async function reopen(app: AppContext, sessionId: string, shown: Money): Promise<PaymentPage | null> {
  try {
    const { url, subtotal } = await measured(app, (provider) => provider.fetchCheckout(sessionId));
    return url === null || !sameMoney(subtotal, shown) ? null : { url, sessionId };
  } catch (error) {
    if (error instanceof PaymentError && error.code === 'not_found') return null;
    throw error;
  }
}

const consentsOf = ({ consents, earlierConsents }: CheckoutIntent, at: Date): readonly GivenConsent[] =>
  earlierConsents ??
  consentKinds.flatMap((kind) => {
    const text = consents?.[kind];
    return text === undefined ? [] : [{ kind, text, at }];
  });

type Chosen = {
  readonly offer: Offer;
  readonly variant: Variant;
  readonly priceId: string;
  readonly hold: StockHold | null;
  readonly shown: Money;
  /** Null where nothing is sent. */
  readonly zone: ShippingZone | null;
};

/** A page nobody is sent to must not keep anything: what was taken for it is given back. */
async function openOrRelease(app: AppContext, choice: CheckoutIntent, chosen: Chosen): Promise<PaymentPage> {
  const { offer, variant, hold, shown } = chosen;
  try {
    const { url, sessionId, subtotal } = await open(app, choice, chosen);
    if (sameMoney(subtotal, shown)) return { url, sessionId };
    app.defer(() => app.payments.provider('stripe').expireCheckout(sessionId));
    throw new PriceDriftError(shown, subtotal);
  } catch (error) {
    const color = { sku: offer.sku, color: variant.id };
    if (hold) app.defer(() => releaseUnits(app, color, hold));
    throw error;
  }
}

async function open(
  app: AppContext,
  choice: CheckoutIntent,
  chosen: Chosen,
): Promise<OpenCheckout & { url: string }> {
  const { offer, variant, priceId, hold, shown, zone } = chosen;
  const price = unitPrice(app.catalog, offer, choice.locale);
  const orderNo = app.ids.newOrderNo();
  const shop = choice.locale === 'en' ? app.appUrl : `${app.appUrl}/${choice.locale}`;
  const back = `${choiceInAddress(app, choice)}&cancelled=1`;
  const parameters = {
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
  } satisfies Parameters<PaymentProvider['createCheckout']>[0];
  const opened = await measured(app, (provider) => provider.createCheckout(parameters));
  if (opened.url === null)
    throw new ProviderRefusedError('The provider opened a payment page without an address.');
  return { ...opened, url: opened.url };
}

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

/** Calls the provider, whose time is counted apart from ours. */
async function measured<Answer>(
  app: AppContext,
  call: (provider: PaymentProvider) => Promise<Answer>,
): Promise<Answer> {
  const took = stopwatch(app);
  try {
    return await call(app.payments.provider('stripe'));
  } finally {
    app.meter.providerCall('stripe', took());
  }
}

function stopwatch({ clock }: AppContext): () => number {
  const startedAt = clock.now().getTime();
  return () => clock.now().getTime() - startedAt;
}
