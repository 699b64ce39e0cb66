import type { Decision, Surroundings } from '#domain/decision.ts';
import { StoreConflictError } from '#domain/errors.ts';
import type { PaymentEvent } from '#domain/payment-event.ts';
import type { WebhookStatus } from '#domain/webhook-log.ts';
import type { Known, LoadKeys } from '#libs/store/store.ts';
import type { AppContext } from './app-context.ts';
import { decideWithStock } from './decide-with-stock.ts';
import { tradeNoOf, WebhookLogger } from './webhook-logger.ts';

/** How an event ended: decided now, or found decided already. */
export type Settled =
  | { readonly kind: 'decided'; readonly decision: Decision }
  | { readonly kind: 'duplicate'; readonly status: WebhookStatus };

/** Decisions per event before it gives way; the provider's retry or the sweep comes back to it. */
const decisionLimit = 3;

const nothingKnown: Known = { log: null, order: null, transactions: [], preorder: null, refunds: [] };

/**
 * The one settlement function: load, decide, commit, with a bounded number of fresh starts after a conflict.
 * Webhook, result page, sweep and replay all enter here. Throws StoreUnavailableError and StoreConflictError.
 */
export async function settleEvent(app: AppContext, event: PaymentEvent): Promise<Settled> {
  const keys = keysOf(event);
  let known = maySkipLoad(event) ? nothingKnown : await app.store.load(keys);
  let guards: readonly string[] = [];
  for (let round = 0; round < decisionLimit; round++) {
    const status = known.log?.record.status;
    if (status === 'success' || status === 'ignored') return { kind: 'duplicate', status };
    const { decision, result } = await decideAndCommit(app, event, known);
    if (result.kind === 'committed') return { kind: 'decided', decision };
    if (result.kind === 'seen' && (result.status === 'success' || result.status === 'ignored')) {
      return { kind: 'duplicate', status: result.status };
    }
    guards = result.kind === 'conflict' ? result.guards : ['seen'];
    known = await app.store.load(keys);
  }
  throw new StoreConflictError(guards);
}

async function decideAndCommit(app: AppContext, event: PaymentEvent, known: Known) {
  const trace = WebhookLogger.start(event, known.log, { now: app.clock.now(), newId: app.ids.newId() });
  const around: Surroundings = {
    now: trace.receivedAt,
    newId: app.ids.newId,
    newOrderNo: app.ids.newOrderNo,
    catalog: app.catalog,
    appUrl: app.appUrl,
    recoveryUrl: await recoveryUrlOf(app, event),
    logId: trace.id,
  };
  const decision = await decideWithStock(app, { known, event }, around);
  const log = WebhookLogger.finish(trace, decision, app.clock.now());
  const result = await app.store.commit({ log, changes: decision.changes });
  return { decision, result };
}

/** Made beforehand, because a decision waits for nothing. */
async function recoveryUrlOf(app: AppContext, { fact }: PaymentEvent): Promise<string | null> {
  if (fact.kind !== 'charge' || fact.status !== 'expired') return null;
  const { sessionId, stamp } = fact.checkout;
  return app.recoveryUrl({ sessionId, locale: stamp.locale });
}

export function keysOf(event: PaymentEvent): LoadKeys {
  const checkout = event.fact.kind === 'charge' ? event.fact.checkout : null;
  return {
    event: { provider: event.provider, eventId: event.eventId },
    order: {
      method: event.provider,
      sessionId: checkout?.sessionId ?? null,
      tradeNo: tradeNoOf(event),
      orderNo: checkout?.stamp.orderNo ?? null,
    },
  };
}

/** Most events are the first of their order or need none: they are decided on "nothing known", and the guards of the commit catch the rest. */
const maySkipLoad = ({ fact }: PaymentEvent): boolean =>
  fact.kind !== 'refund' && fact.kind !== 'dispute' && fact.kind !== 'refund_total';
