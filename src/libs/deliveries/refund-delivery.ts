import { PaymentError } from '#domain/errors.ts';
import { money } from '#domain/money.ts';
import type { RefundPromise } from '#domain/refund.ts';
import type { PaymentService } from '#libs/payments/core/payment-service.ts';
import type { ProviderRefund, Refunds } from '#libs/payments/core/payment-types.ts';
import { type Delivered, type Delivery, DeliveryError } from './delivery.ts';

/**
 * Asks the provider for the money an order is owed, once. What stands at the provider is looked at before anything is sent,
 * so an answer that was lost, or a key the provider has forgotten, never pays twice. Refused is only what the provider said
 * no to when it was asked; whatever leaves open what happened is tried again.
 */
export function refundDelivery(payments: PaymentService): Delivery {
  return async (message) => {
    const promise = message.payload as RefundPromise;
    try {
      const { refunds } = payments.provider(promise.method);
      if (refunds) return await keep(refunds, promise);
    } catch (error) {
      throw unclear(error, promise);
    }
    return { kind: 'refused', reason: `${promise.method} cannot give money back.` };
  };
}

async function keep(refunds: Refunds, promise: RefundPromise): Promise<Delivered> {
  const { tradeNo, refundNo, reason } = promise;
  const standing = await refunds.list(tradeNo);
  const kept = keptBy(standing, promise);
  if (kept) return kept;
  const attempt = nextAttempt(promise, standing);
  try {
    const amount = money(Math.min(promise.amount, leftOf(standing, promise)), promise.currency);
    await refunds.create({ tradeNo, refundNo, attempt, amount, reason });
    return { kind: 'sent' };
  } catch (error) {
    if (!isOver(error)) throw error;
    // Somebody else may have been quicker than we looked.
    const keptMeanwhile = keptBy(await refunds.list(tradeNo), promise);
    if (keptMeanwhile) return keptMeanwhile;
    if (isFinal(error)) return { kind: 'refused', reason: error.message };
    throw anew(error, { ...promise, attempt: attempt + 1 });
  }
}

/** How the promise ended already, as the refunds at the provider tell; null while it is open. */
function keptBy(standing: readonly ProviderRefund[], promise: RefundPromise): Delivered | null {
  if (oursOf(standing, promise).some(isUnderWay)) return { kind: 'sent' };
  if (leftOf(standing, promise) > 0) return null;
  return { kind: 'suppressed', reason: 'All of the payment has been given back already.' };
}

const isUnderWay = ({ status }: ProviderRefund): boolean => status !== 'failed';
const oursOf = (standing: readonly ProviderRefund[], { refundNo }: RefundPromise) =>
  standing.filter((refund) => refund.refundNo === refundNo);
const leftOf = (standing: readonly ProviderRefund[], { captured }: RefundPromise): number =>
  standing.filter(isUnderWay).reduce((left, { amount }) => left - amount.amount, captured);

/** An attempt whose refund the bank sent back is spent, too. */
const nextAttempt = (promise: RefundPromise, standing: readonly ProviderRefund[]): number =>
  Math.max(promise.attempt, ...oursOf(standing, promise).map(({ attempt }) => (attempt ?? 0) + 1));

/** After these nothing was paid and never will be, under this number or another. */
const final: ReadonlySet<string> = new Set(['provider_refused', 'card_declined', 'not_found']);

const isFinal = (error: unknown): error is PaymentError =>
  error instanceof PaymentError && final.has(error.code);

/** After these nothing was paid and never will be under the same number and attempt; all else is unclear or never began. */
const isOver = (error: unknown): error is PaymentError =>
  isFinal(error) ||
  (error instanceof PaymentError &&
    (error.code === 'attempt_failed' || (error.code === 'idempotency_conflict' && !error.retryable)));

const unclear = (error: unknown, promise: RefundPromise): unknown =>
  error instanceof PaymentError ? notAccepted(error, promise, {}) : error;

const anew = (error: PaymentError, promise: RefundPromise): DeliveryError =>
  notAccepted(error, promise, { payload: promise });

const notAccepted = (
  error: PaymentError,
  { refundNo }: RefundPromise,
  amended: { payload?: RefundPromise },
): DeliveryError =>
  new DeliveryError(`The refund ${refundNo} was not accepted: ${error.message}`, {
    ...{ retryable: true, retryAfterSeconds: error.retryAfterSeconds, cause: error },
    ...amended,
  });
