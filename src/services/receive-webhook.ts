import { PaymentError, StoreUnavailableError } from '#domain/errors.ts';
import type { PaymentEvent, PaymentMethod } from '#domain/payment-event.ts';
import { SignatureVerificationError } from '#libs/payments/core/payment-errors.ts';
import type {
  Acknowledgement,
  PaymentProvider,
  WebhookDelivery,
  WebhookOutcome,
} from '#libs/payments/core/payment-types.ts';
import { afterSettlement } from './after-settlement.ts';
import type { AppContext } from './app-context.ts';
import { recordBreakdown } from './record-breakdown.ts';
import type { Settled } from './settle-event.ts';
import { settleEvent } from './settle-event.ts';
import { withinDeadline } from './within-deadline.ts';

/** A provider waits only so long, and its buyer with it: what is not committed by then is answered 503 and comes again. */
const answerWithinMs = 2_900;

/**
 * Takes one notification: verify, settle, acknowledge. A 2xx is answered only once everything it means is committed.
 * Never throws for anything the sender can do; throws ProviderNotConfiguredError for a method that is not set up.
 */
export async function receiveWebhook(
  app: AppContext,
  method: PaymentMethod,
  delivery: WebhookDelivery,
): Promise<Acknowledgement> {
  const provider = app.payments.provider(method);
  const startedAt = app.clock.now();
  let event: PaymentEvent;
  try {
    event = await app.trace.step('verify', { method }, async () =>
      provider.parseWebhook(delivery, startedAt),
    );
  } catch (error) {
    if (!(error instanceof SignatureVerificationError)) throw error;
    app.forgeries.count(method, error.message);
    app.meter.forgery(method);
    app.trace.note({ outcome: 'forged' });
    return provider.acknowledge('forged');
  }
  app.trace.note({ event_id: event.eventId, event: event.type });
  const outcome = await accept(app, provider, event);
  app.trace.note({ outcome });
  return provider.acknowledge(outcome);
}

async function accept(
  app: AppContext,
  provider: PaymentProvider,
  event: PaymentEvent,
): Promise<WebhookOutcome> {
  try {
    const { readable, settled } = await withinDeadline(settle(app, provider, event), answerWithinMs, late);
    app.defer(() => afterSettlement(app, readable, settled));
    reportTrouble(app, readable, settled);
    return 'accepted';
  } catch (error) {
    if (error instanceof PaymentError && error.retryable) {
      app.log.warn(
        { event_id: event.eventId, code: error.code, error },
        'webhook put off; the provider sends it again',
      );
      return 'unavailable';
    }
    app.log.error({ event_id: event.eventId, code: 'unexpected', error }, 'webhook broke down');
    return (await recordBreakdown(app, event, error)) ? 'crashed' : 'unavailable';
  }
}

/** Settles an event, read anew where its body is of a version we do not know; the provider then counts into the deadline. */
async function settle(
  app: AppContext,
  provider: PaymentProvider,
  event: PaymentEvent,
): Promise<{ readonly readable: PaymentEvent; readonly settled: Settled }> {
  const readable = event.fact.kind === 'unreadable_version' ? await provider.refetch(event) : event;
  return { readable, settled: await settleEvent(app, readable) };
}

function late(): never {
  throw new StoreUnavailableError('Store and provider did not answer in time.');
}

/** Outcomes a person has to look at are error lines, so that whoever watches the log hears of them. */
function reportTrouble(app: AppContext, event: PaymentEvent, settled: Settled): void {
  if (settled.kind === 'duplicate') return;
  const { status, code, sentence } = settled.decision;
  const held = status === 'success' && code !== null;
  if (status !== 'failed' && !held) return;
  const level = code === 'order_unknown' ? 'warn' : 'error';
  app.log[level]({ event_id: event.eventId, event: event.type, code, outcome: status }, sentence);
}
