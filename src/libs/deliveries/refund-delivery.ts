import { PaymentError } from '#domain/errors.ts';
import { money } from '#domain/money.ts';
import type { RefundPromise } from '#domain/refund.ts';
import type { PaymentService } from '#libs/payments/core/payment-service.ts';
import type { ProviderRefund, Refunds } from '#libs/payments/core/payment-types.ts';
import { type Delivered, type Delivery, DeliveryError } from './delivery.ts';

/**
 * Asks the provider for the money an order is owed, once. What stands at the provider is looked at before anything is sent,
 * so an answer that was lost, or a key the provider has forgotten, never pays twice.
 */
export function refundDelivery(payments: PaymentService): Delivery {
  return async (message) => {
    const promise = message.payload as RefundPromise;
    try {
      const { refunds } = payments.provider(promise.method);
      if (refunds) return await keep(refunds, promise);
    } catch (error) {
      throw toDeliveryError(error, promise);
    }
    throw new DeliveryError(`${promise.method} cannot give money back.`, { retryable: false });
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
    // Somebody else may have been quicker than we looked.
    const keptMeanwhile = isOver(error) && keptBy(await refunds.list(tradeNo), promise);
    if (keptMeanwhile) return keptMeanwhile;
    throw toDeliveryError(error, { ...promise, attempt });
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

/** After these nothing was paid and never will be under the same number and attempt; all else is unclear or never began. */
const definite: ReadonlySet<string> = new Set([
  'provider_refused',
  'card_declined',
  'not_found',
  'idempotency_conflict',
  'attempt_failed',
]);

const isOver = (error: unknown): boolean =>
  error instanceof PaymentError &&
  definite.has(error.code) &&
  !(error.code === 'idempotency_conflict' && error.retryable);

function toDeliveryError(error: unknown, promise: RefundPromise): unknown {
  if (!(error instanceof PaymentError)) return error;
  return new DeliveryError(`The refund ${promise.refundNo} was not accepted: ${error.message}`, {
    retryable: error.retryable || !isOver(error),
    retryAfterSeconds: error.retryAfterSeconds,
    cause: error,
    ...(isOver(error) ? { payload: { ...promise, attempt: promise.attempt + 1 } } : {}),
  });
}
