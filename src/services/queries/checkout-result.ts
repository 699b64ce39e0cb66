import type {
  CheckoutResultOrder,
  CheckoutResultState,
  CheckoutResultView,
} from '#domain/checkout-result.ts';
import { PaymentError } from '#domain/errors.ts';
import { money } from '#domain/money.ts';
import { findOffer, findVariant } from '#domain/offer.ts';
import type { Order, Transaction } from '#domain/order.ts';
import { standingOf } from '#domain/order.ts';
import type { ChargeStatus, CheckoutSnapshot, PaymentEvent } from '#domain/payment-event.ts';
import type { Known } from '#libs/store/store.ts';
import { afterSettlement } from '#services/after-settlement.ts';
import type { AppContext } from '#services/app-context.ts';
import { settleEvent } from '#services/settle-event.ts';
import { withinDeadline } from '#services/within-deadline.ts';

/** A store that takes longer than this counts as "not there yet" for a shopper who waits, milliseconds. */
const patienceMs = 1_000;

const unknown: CheckoutResultView = { state: 'unknown', order: null };

/**
 * What a shopper who comes back from paying may be told, by the session's id alone and therefore nothing personal.
 * Our order first; while it is not there the provider is asked once and its answer settled like any event. Never throws.
 */
export async function checkoutResult(app: AppContext, sessionId: string): Promise<CheckoutResultView> {
  if (!/^cs_[A-Za-z0-9_]{8,250}$/.test(sessionId)) return unknown;
  const known = await orderOf(app, sessionId);
  if (known?.order) return viewOfOrder(app, known.order.record, known);
  return askProvider(app, sessionId);
}

async function orderOf(app: AppContext, sessionId: string): Promise<Known | null> {
  try {
    return await withinDeadline(app.store.load({ order: { method: 'stripe', sessionId } }), patienceMs);
  } catch (error) {
    app.log.warn({ error }, 'the result page goes without the store');
    return null;
  }
}

async function askProvider(app: AppContext, sessionId: string): Promise<CheckoutResultView> {
  try {
    const event = await app.payments.provider('stripe').fetchPayment(sessionId);
    if (event.fact.kind !== 'charge') return viewWithoutMoney(event);
    const code = await settleQuietly(app, event);
    const state = code === 'oversold' ? 'sold_out' : stateOfCharge[event.fact.status];
    return viewOfPage(app, event.fact.checkout, state);
  } catch (error) {
    if (error instanceof PaymentError && error.code === 'not_found') return unknown;
    app.log.warn({ error }, 'the result page could not ask the provider');
    return { state: 'confirming', order: null };
  }
}

/**
 * The page's own settlement is a bonus: the webhook brings the same fact, and the shopper is told the truth either way.
 * Answers the code of the decision, where one was made here and has a code.
 */
async function settleQuietly(app: AppContext, event: PaymentEvent): Promise<string | null> {
  try {
    const settled = await withinDeadline(settleEvent(app, event), patienceMs);
    app.defer(() => afterSettlement(app, event, settled));
    return settled.kind === 'decided' ? settled.decision.code : null;
  } catch (error) {
    app.log.warn({ event_id: event.eventId, error }, 'the result page could not settle; the webhook will');
    return null;
  }
}

const viewWithoutMoney = ({ fact }: PaymentEvent): CheckoutResultView =>
  fact.kind === 'ignored' && fact.reason === 'intermediate_state' ? { state: 'open', order: null } : unknown;

const stateOfCharge: Record<ChargeStatus, CheckoutResultState> = {
  pending: 'pending',
  succeeded: 'paid',
  failed: 'failed',
  expired: 'expired',
};

function viewOfOrder(app: AppContext, order: Order, { transactions }: Known): CheckoutResultView {
  const state = stateOfOrder(order, transactions);
  const view = {
    ...order,
    orderNo: order.order_no,
    sku: order.product_id,
    amountSubtotal: order.amount_subtotal,
    amountDiscount: order.amount_discount,
    amountShipping: order.amount_shipping,
    amountTax: order.amount_tax,
    amountRefunded: order.amount_refunded,
  };
  return { state, order: orderView(app, view), ...retry(app, state, order) };
}

function stateOfOrder(order: Order, ledger: readonly Transaction[]): CheckoutResultState {
  if (order.status === 'cancelled') return stateOfCharge[standingOf(ledger).charge];
  return order.status === 'paid' && order.needs_attention === 'oversold' ? 'sold_out' : order.status;
}

function viewOfPage(
  app: AppContext,
  checkout: CheckoutSnapshot,
  state: CheckoutResultState,
): CheckoutResultView {
  const view = { ...checkout.stamp, ...checkout, amountRefunded: 0 };
  return { state, order: orderView(app, view), ...retry(app, state, checkout.stamp) };
}

type Shown = {
  readonly orderNo: string;
  readonly sku: string;
  readonly variant: string;
  readonly quantity: number;
  readonly amountSubtotal: number;
  readonly amountDiscount: number;
  readonly amountShipping: number;
  readonly amountTax: number;
  readonly amount: number;
  readonly amountRefunded: number;
  readonly currency: string;
};

function orderView(app: AppContext, shown: Shown): CheckoutResultOrder {
  const offer = findOffer(app.catalog, shown.sku) ?? app.catalog.offers[0];
  const variant = findVariant(offer, shown.variant);
  const of = (amount: number) => money(amount, shown.currency);
  return {
    orderNo: shown.orderNo,
    sku: shown.sku,
    variant: shown.variant,
    variantName: variant?.name ?? { en: shown.variant },
    quantity: shown.quantity,
    subtotal: of(shown.amountSubtotal),
    discount: of(shown.amountDiscount),
    shipping: of(shown.amountShipping),
    tax: of(shown.amountTax),
    amount: of(shown.amount),
    amountRefunded: of(shown.amountRefunded),
    thumb: (variant ?? offer.variants[0])?.images.thumb ?? '',
  };
}

/** Where to pay after all, with the colour kept; only where nothing was paid. */
function retry(
  app: AppContext,
  state: CheckoutResultState,
  { variant, locale }: { variant: string; locale: string },
): { retryUrl?: string } {
  if (state !== 'failed' && state !== 'expired') return {};
  const shop = locale === 'en' ? app.appUrl : `${app.appUrl}/${locale}`;
  return { retryUrl: `${shop}/?color=${encodeURIComponent(variant)}` };
}
