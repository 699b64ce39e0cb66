import { isDoubtAboutPage } from '#domain/birth.ts';
import type { Change, Changes } from '#domain/changes.ts';
import type { Decision, Surroundings } from '#domain/decision.ts';
import { impersonal, isErased } from '#domain/erasure.ts';
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

/** Why an event is settled, when it is not because it was delivered. */
export type Occasion = {
  /** An operator looks again: at what was ignored or set aside, and at what is held back by a doubt about its payment page. */
  readonly review: boolean;
  /** Lines of history about it, committed with what it causes. */
  readonly lines: (decision: Decision, logId: string) => readonly Change[];
};

const delivered: Occasion = { review: false, lines: () => [] };

/** Decisions per event before it gives way; the provider's retry or the sweep comes back to it. */
const decisionLimit = 3;

const nothingKnown: Known = { log: null, order: null, transactions: [], preorder: null, refunds: [] };

/**
 * The one settlement function: load, decide, commit, with a bounded number of fresh starts after a conflict.
 * Webhook, result page, sweep, replay and reconciliation all enter here. Throws StoreUnavailableError and StoreConflictError.
 */
export async function settleEvent(
  app: AppContext,
  event: PaymentEvent,
  occasion: Occasion = delivered,
): Promise<Settled> {
  const keys = keysOf(event);
  const load = () => app.trace.step('load', {}, () => app.store.load(keys));
  app.trace.note({ event_id: event.eventId, order_no: keys.order?.orderNo });
  let known = maySkipLoad(event) && !occasion.review ? nothingKnown : await load();
  let guards: readonly string[] = [];
  for (let round = 0; round < decisionLimit; round++) {
    const status = settledBefore(known, event, occasion);
    if (status) return { kind: 'duplicate', status };
    const { decision, changes } = await decideEvent(app, { event, known }, occasion);
    const order = decision.newborn ?? known.order?.record;
    if (order) app.trace.note({ order_no: order.order_no });
    const result = await app.trace.step('commit', { status: decision.status }, () =>
      app.store.commit(changes),
    );
    if (result.kind === 'committed') return { kind: 'decided', decision };
    if (result.kind === 'seen' && result.status !== null && result.status !== 'failed') {
      return { kind: 'duplicate', status: result.status };
    }
    guards = result.kind === 'conflict' ? result.guards : ['seen'];
    known = await load();
  }
  throw new StoreConflictError(guards);
}

/** How an event ended that is not to be decided again, or null. */
export function settledBefore(
  { log, order }: Known,
  { fact }: PaymentEvent,
  { review }: Pick<Occasion, 'review'>,
): WebhookStatus | null {
  const status = log?.record.status ?? 'failed';
  if (status === 'failed') return null;
  if (!review) return status;
  const isHeld = fact.kind === 'charge' && isDoubtAboutPage(order?.record.needs_attention ?? null);
  return status === 'ignored' || status === 'set_aside' || isHeld ? null : status;
}

/** What would be committed for an event, and why. Writes nothing, so it is also the dry run. */
export async function decideEvent(
  app: AppContext,
  { event: told, known }: { readonly event: PaymentEvent; readonly known: Known },
  { review, lines }: Occasion,
): Promise<{ readonly decision: Decision; readonly changes: Changes }> {
  const event = heard(app, told, known);
  const trace = WebhookLogger.start(event, known.log, { now: app.clock.now(), newId: app.ids.newId() });
  const around: Surroundings = {
    now: trace.receivedAt,
    newId: app.ids.newId,
    newOrderNo: app.ids.newOrderNo,
    catalog: app.catalog,
    appUrl: app.appUrl,
    recoveryUrl: await recoveryUrlOf(app, event),
    logId: trace.id,
    review,
  };
  const decision = await app.trace.step('decide', {}, () => decideWithStock(app, { known, event }, around));
  const log = WebhookLogger.finish(trace, decision, app.clock.now());
  return { decision, changes: { log, changes: [...decision.changes, ...lines(decision, trace.id)] } };
}

/** Facts about an order that was erased count, and do not bring its buyer back. */
function heard(app: AppContext, event: PaymentEvent, { order }: Known): PaymentEvent {
  if (order === null || !isErased(order.record)) return event;
  const at = app.clock.now().toISOString();
  return impersonal(event, { why: 'erased', at, sha256: app.fingerprint(event.rawData) });
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
