import { update } from '#domain/changes.ts';
import type { OutboxMessage } from '#domain/outbox.ts';
import { nextAttemptAt } from '#domain/outbox.ts';
import { redactedPayload } from '#domain/redaction.ts';
import type { RefundPromise } from '#domain/refund.ts';
import { type Delivered, DeliveryError } from '#libs/deliveries/delivery.ts';
import type { Settlement } from '#libs/store/store.ts';
import type { AppContext } from './app-context.ts';
import { claimDue } from './claim-due.ts';
import { collect } from './collect.ts';
import { lookBeforeSending } from './look-before-sending.ts';
import { recordRefusal } from './record-refusal.ts';

export type DrainCount = { sent: number; suppressed: number; retrying: number; dead: number };

/** Deliveries under way at once in one run; one that hangs holds up no other. */
const lanes = 20;

/**
 * Sends what is owed to the outside: claims batches under a lease, calls with no transaction open, and records the
 * endings where the lease still holds. Called after responses, by cron and by the command line. Stops once nothing is
 * due or `budgetSeconds` have passed.
 */
export async function drainOutbox(
  app: AppContext,
  { budgetSeconds = 20 }: { budgetSeconds?: number } = {},
): Promise<DrainCount> {
  const count: DrainCount = { sent: 0, suppressed: 0, retrying: 0, dead: 0 };
  const due = claimDue(app, app.clock.now().getTime() + budgetSeconds * 1000);
  const settle = collect(async (endings: readonly Settlement[]) => {
    const kept = new Set(await app.store.settle(endings));
    for (const { id, set } of endings) if (kept.has(id)) count[nameOf(set.status)] += 1;
  });
  const lane = async () => {
    for (let claimed = await due.next(); claimed !== null; claimed = await due.next()) {
      const { message, token } = claimed;
      await settle(await app.trace.apart(() => deliver(app, message, token)));
    }
  };
  // A lane that fails ends the run, but not before the others have recorded what they sent.
  const ended = await Promise.allSettled(Array.from({ length: lanes }, () => lane().finally(due.stop)));
  const broken = ended.find(({ status }) => status === 'rejected');
  if (broken?.status === 'rejected') throw broken.reason;
  if (count.dead > 0) app.defer(app.watchSoon);
  return count;
}

const nameOf = (status: OutboxMessage['status']): keyof DrainCount =>
  status === 'sent' || status === 'suppressed' || status === 'dead' ? status : 'retrying';

async function deliver(app: AppContext, message: OutboxMessage, token: string): Promise<Settlement> {
  const about = { id: message.id, token };
  try {
    const facts = { message_id: message.id, kind: message.kind, dedupe_key: message.dedupe_key };
    const looked = await lookBeforeSending(app, message);
    const delivered: Delivered =
      looked.kind === 'send'
        ? await app.trace.step('deliver', facts, () => app.deliveries[message.kind](looked.message))
        : looked;
    if (delivered.kind === 'refused')
      await recordRefusal(app, message.payload as RefundPromise, delivered.reason);
    if (delivered.forgets) await amend(app, about, redactedPayload('erased', app.clock.now()));
    return { ...about, set: endingOf(message, delivered, app.clock.now()) };
  } catch (error) {
    if (error instanceof DeliveryError && error.payload !== undefined) {
      await amend(app, about, error.payload);
    }
    const failed = { attempts: message.attempts + 1, sent_at: null };
    return { ...about, set: { ...failed, ...afterFailure(app, message, error) } };
  }
}

function endingOf(message: OutboxMessage, delivered: Delivered, now: Date): Settlement['set'] {
  const tried = { attempts: message.attempts + 1, next_attempt_at: now, last_error: null, sent_at: null };
  switch (delivered.kind) {
    case 'sent':
      return { ...tried, status: 'sent', sent_at: now };
    case 'refused':
    case 'suppressed':
      return { ...tried, status: 'suppressed', last_error: delivered.reason };
    case 'postponed':
      return {
        ...tried,
        status: 'pending',
        attempts: message.attempts,
        next_attempt_at: delivered.until,
        last_error: delivered.reason,
      };
  }
}

/** Keeps what the message is to carry from now on, while the lease holds; the next try finds out again otherwise. */
async function amend(
  app: AppContext,
  { id, token }: { id: string; token: string },
  payload: unknown,
): Promise<void> {
  try {
    const [kept] = await app.store.get('outbox', [id]);
    if (kept?.record.lease_token !== token) return;
    const set = { payload, updated_at: app.clock.now() };
    await app.store.commit({ log: null, changes: [update('outbox', kept, set)] });
  } catch (error) {
    app.log.warn({ message_id: id, error }, 'a message could not be amended');
  }
}

function afterFailure(
  app: AppContext,
  message: OutboxMessage,
  error: unknown,
): Pick<Settlement['set'], 'status' | 'next_attempt_at' | 'last_error'> {
  const known = error instanceof DeliveryError ? error : null;
  const last_error = known?.message ?? 'The sender broke down.';
  const now = app.clock.now();
  const retryAfterSeconds = known?.retryAfterSeconds ?? null;
  const next =
    known?.retryable === false
      ? null
      : nextAttemptAt(message.attempts + 1, now, { retryAfterSeconds, spread: app.ids.random() });
  const fields = {
    kind: message.kind,
    dedupe_key: message.dedupe_key,
    attempts: message.attempts + 1,
    error,
  };
  if (next) {
    app.log.warn(fields, 'a message did not arrive; it is tried again');
    return { status: 'pending', next_attempt_at: next, last_error };
  }
  app.log.error(
    { ...fields, code: 'outbox_dead' },
    'a message was given up; revive it once the cause is mended',
  );
  return { status: 'dead', next_attempt_at: now, last_error };
}
