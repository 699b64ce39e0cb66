import { parcelOf } from '#domain/carriers.ts';
import { PaymentError } from '#domain/errors.ts';
import { money } from '#domain/money.ts';
import { findOffer, findVariant } from '#domain/offer.ts';
import type { Order } from '#domain/order.ts';
import { mayCancel, mayChangeAddress } from '#domain/order-policy.ts';
import { type OrderState, owedTo, stateOf } from '#domain/order-state.ts';
import { shipsIn, timelineOf } from '#domain/order-timeline.ts';
import { maskedEmail, type OrderView } from '#domain/order-view.ts';
import type { Preorder } from '#domain/preorder.ts';
import { refundable } from '#domain/refund.ts';
import type { RefundRecord } from '#domain/refund-record.ts';
import type { PaymentPapers } from '#libs/payments/core/payment-types.ts';
import type { AppContext } from '#services/app-context.ts';
import { mayOpen, type OrderAccess } from '#services/order-access.ts';
import { withinDeadline } from '#services/within-deadline.ts';

/** `hidden`: there is no such order, or not for whoever asks. `late`: the store does not answer in a moment. */
export type OrderPage =
  | { readonly kind: 'shown'; readonly view: OrderView; readonly linkVersion: number }
  | { readonly kind: 'hidden' | 'late' };

const patienceMs = 3_000;
/** A receipt is nice to have; nobody waits long for it. */
const paperPatienceMs = 900;
/** Lines of history on one page; an order with more has had a long life. */
const mostLines = 100;

/** One order for whoever may see it. Nothing is asked of the store for somebody who brings nothing along. */
export async function orderPage(app: AppContext, access: OrderAccess): Promise<OrderPage> {
  if (access.linkVersion === null && access.uid === null) return { kind: 'hidden' };
  try {
    return await withinDeadline(show(app, access), patienceMs);
  } catch (error) {
    if (!(error instanceof PaymentError)) throw error;
    app.log.warn({ code: error.code, error }, 'an order page goes without the store');
    return { kind: 'late' };
  }
}

async function show(app: AppContext, access: OrderAccess): Promise<OrderPage> {
  const known = await app.store.load({ order: { method: 'stripe', orderNo: access.orderNo } });
  const order = known.order?.record;
  if (!order || !mayOpen(order, access)) return { kind: 'hidden' };
  const [history, papers] = await Promise.all([
    app.store.list('activity_logs', {
      where: { subject_type: 'order', subject_id: order.id },
      limit: mostLines,
    }),
    papersOf(app, order),
  ]);
  const preorder = known.preorder?.record ?? null;
  const refunds = known.refunds.map(({ record }) => record);
  const state = stateOf({ order, preorder, transactions: known.transactions, refunds });
  const steps = timelineOf(state, history.rows, preorder?.status ?? null);
  const view = { ...viewOf(app, { order, preorder, refunds, state }), state, steps, ...papers };
  return { kind: 'shown', view, linkVersion: order.link_version };
}

type Shown = {
  readonly order: Order;
  readonly preorder: Preorder | null;
  readonly refunds: readonly RefundRecord[];
  readonly state: OrderState;
};

function viewOf(
  app: AppContext,
  { order, preorder, refunds, state }: Shown,
): Omit<OrderView, 'state' | 'steps' | keyof PaymentPapers> {
  const offer = findOffer(app.catalog, order.product_id) ?? app.catalog.offers[0];
  const variant = findVariant(offer, order.variant);
  const parcelNo = preorder?.tracking_number ?? null;
  return {
    orderNo: order.order_no,
    placedAt: order.created_at,
    productName: offer.name,
    variant: order.variant,
    variantName: variant?.name ?? { en: order.variant },
    thumb: (variant ?? offer.variants[0])?.images.thumb ?? '',
    quantity: order.quantity,
    amounts: amountsOf(order, owedTo({ order, preorder, refunds })),
    ships: shipsIn(state, preorder, offer.shipWindow),
    parcel: parcelNo === null ? null : parcelOf(preorder?.carrier ?? null, parcelNo),
    address: order.shipping_address,
    email: order.email === null ? null : maskedEmail(order.email),
    cancel: mayCancel({ order, preorder }, app.policy),
    changeAddress: mayChangeAddress({ order, preorder }, app.policy),
  };
}

function amountsOf(order: Order, owed: number): OrderView['amounts'] {
  const of = (amount: number) => money(amount, order.currency);
  return {
    subtotal: of(order.amount_subtotal),
    discount: of(order.amount_discount),
    shipping: of(order.amount_shipping),
    tax: of(order.amount_tax),
    total: of(order.amount),
    refunded: of(order.amount_refunded),
    owed: of(owed),
    // What is on its way has not arrived yet.
    rest: of(refundable(order, [])),
  };
}

const noPapers: PaymentPapers = { receiptUrl: null, invoiceUrl: null };

async function papersOf(
  app: AppContext,
  { payment_method, session_id, paid_at }: Order,
): Promise<PaymentPapers> {
  if (session_id === null || paid_at === null || !app.payments.has(payment_method)) return noPapers;
  const { receipts } = app.payments.provider(payment_method);
  if (!receipts) return noPapers;
  try {
    return await withinDeadline(receipts.papersOf(session_id), paperPatienceMs, () => noPapers);
  } catch (error) {
    app.log.info({ error }, 'an order page goes without its receipt');
    return noPapers;
  }
}
