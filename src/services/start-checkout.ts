import type { CheckoutError } from '#domain/checkout.ts';
import { PaymentError, PriceDriftError } from '#domain/errors.ts';
import { type Money, sameMoney, times } from '#domain/money.ts';
import { findOffer, findVariant, unitPrice } from '#domain/offer.ts';
import { destinationOf } from '#domain/shipping.ts';
import { ProviderRefusedError } from '#libs/payments/core/payment-errors.ts';
import type { OpenCheckout, PaymentProvider } from '#libs/payments/core/payment-types.ts';
import { announceCheckout } from './announce-checkout.ts';
import type { AppContext } from './app-context.ts';
import { releaseUnits } from './hold-units.ts';
import { type CheckoutIntent, type Chosen, paymentPageRequest } from './payment-page-request.ts';
import { reserveStock } from './reserve-stock.ts';

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

/** A page nobody is sent to must not keep anything: what was taken for it is given back. */
async function openOrRelease(app: AppContext, choice: CheckoutIntent, chosen: Chosen): Promise<PaymentPage> {
  const { offer, variant, hold, shown } = chosen;
  try {
    const { url, sessionId, subtotal, metadata } = await open(app, choice, chosen);
    if (sameMoney(subtotal, shown)) {
      announceCheckout(app, { metadata, email: choice.email, sessionId, url });
      return { url, sessionId };
    }
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
): Promise<OpenCheckout & { url: string; metadata: Readonly<Record<string, string>> }> {
  const request = paymentPageRequest(app, choice, chosen);
  const opened = await measured(app, (provider) => provider.createCheckout(request));
  if (opened.url === null)
    throw new ProviderRefusedError('The provider opened a payment page without an address.');
  return { ...opened, url: opened.url, metadata: request.metadata };
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
