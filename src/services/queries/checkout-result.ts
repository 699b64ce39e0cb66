import type { CheckoutResultOrder, CheckoutResultView } from '#domain/checkout-result.ts';
import { PaymentError } from '#domain/errors.ts';
import { money } from '#domain/money.ts';
import { findOffer, findVariant } from '#domain/offer.ts';
import type { Order } from '#domain/order.ts';
import { type OrderState, owedTo, stateOf } from '#domain/order-state.ts';
import { shipsIn } from '#domain/order-timeline.ts';
import type { ChargeStatus, CheckoutSnapshot, PaymentEvent } from '#domain/payment-event.ts';
import type { Preorder } from '#domain/preorder.ts';
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
    const known = (await isSettled(app, event)) ? await orderOf(app, sessionId) : null;
    if (known?.order) return viewOfOrder(app, known.order.record, known);
    return viewOfPage(app, event.fact.checkout, stateOfCharge[event.fact.status]);
  } catch (error) {
    if (error instanceof PaymentError && error.code === 'not_found') return unknown;
    app.log.warn({ error }, 'the result page could not ask the provider');
    return { state: 'confirming', order: null };
  }
}

/** The page's own settlement is a bonus: the webhook brings the same fact, and the shopper is told the truth either way. */
async function isSettled(app: AppContext, event: PaymentEvent): Promise<boolean> {
  try {
    const settled = await withinDeadline(settleEvent(app, event), patienceMs);
    app.defer(() => afterSettlement(app, event, settled));
    return true;
  } catch (error) {
    app.log.warn({ event_id: event.eventId, error }, 'the result page could not settle; the webhook will');
    return false;
  }
}

const viewWithoutMoney = ({ fact }: PaymentEvent): CheckoutResultView =>
  fact.kind === 'ignored' && fact.reason === 'intermediate_state' ? { state: 'open', order: null } : unknown;

const stateOfCharge: Record<ChargeStatus, OrderState> = {
  pending: 'pending',
  succeeded: 'paid',
  failed: 'failed',
  expired: 'expired',
};

function viewOfOrder(
  app: AppContext,
  order: Order,
  { preorder, transactions, refunds }: Known,
): CheckoutResultView {
  const goods = preorder?.record ?? null;
  const about = { order, preorder: goods, transactions, refunds: refunds.map(({ record }) => record) };
  const state = stateOf(about);
  const shown = {
    ...order,
    orderNo: order.order_no,
    sku: order.product_id,
    amountSubtotal: order.amount_subtotal,
    amountDiscount: order.amount_discount,
    amountShipping: order.amount_shipping,
    amountTax: order.amount_tax,
    amountRefunded: order.amount_refunded,
    amountOwed: owedTo(about),
  };
  return { state, order: orderView(app, shown, { state, preorder: goods }), ...retry(app, state, order) };
}

function viewOfPage(app: AppContext, checkout: CheckoutSnapshot, state: OrderState): CheckoutResultView {
  const shown = { ...checkout.stamp, ...checkout, amountRefunded: 0, amountOwed: 0 };
  const order = orderView(app, shown, { state, preorder: null });
  return { state, order, ...retry(app, state, checkout.stamp) };
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
  readonly amountOwed: number;
  readonly currency: string;
};

function orderView(
  app: AppContext,
  shown: Shown,
  { state, preorder }: { readonly state: OrderState; readonly preorder: Preorder | null },
): CheckoutResultOrder {
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
    amountOwed: of(shown.amountOwed),
    ships: shipsIn(state, preorder, offer.shipWindow),
    thumb: (variant ?? offer.variants[0])?.images.thumb ?? '',
  };
}

/** Where to pay after all, with the colour kept; only where nothing was paid. */
function retry(
  app: AppContext,
  state: OrderState,
  { variant, locale }: { variant: string; locale: string },
): { retryUrl?: string } {
  if (state !== 'failed' && state !== 'expired') return {};
  const shop = locale === 'en' ? app.appUrl : `${app.appUrl}/${locale}`;
  return { retryUrl: `${shop}/?color=${encodeURIComponent(variant)}` };
}
