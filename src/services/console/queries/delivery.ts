import type { ActivityLog } from '#domain/activity.ts';
import { deliverySentence, mayResend } from '#domain/delivery.ts';
import { maskedPayload } from '#domain/masking.ts';
import { demandRole, mayAct, type Operator } from '#domain/operator.ts';
import { isRevealedTo } from '#domain/reveal.ts';
import type { AppContext } from '#services/app-context.ts';
import { type DeliveryRow, withOrderNumbers } from './deliveries.ts';

/** One message with everything the panel tells of it. */
export type DeliveryDetail = DeliveryRow & {
  readonly sentence: string;
  /** Names the promise; what Klaviyo drops repetitions by is the `uniqueId` in the payload. */
  readonly dedupeKey: string;
  readonly webhookLogId: string | null;
  /** Exactly what is sent, with personal data masked unless it was revealed to this operator. */
  readonly payload: unknown;
  readonly isMasked: boolean;
  /** What was done to it, oldest first. */
  readonly history: readonly ActivityLog[];
  readonly may: { readonly revive: boolean; readonly resend: boolean; readonly reveal: boolean };
};

const linesShown = 50;

/** The message; null when there is none under the id. Throws NotAllowedError. */
export async function delivery(
  app: AppContext,
  operator: Operator,
  id: string,
): Promise<DeliveryDetail | null> {
  demandRole(operator, 'viewer');
  const [message] = await app.store.get('outbox', [id]);
  if (!message) return null;
  const { record } = message;
  const [[row], lines] = await Promise.all([
    withOrderNumbers(app, [record]),
    app.store.list('activity_logs', { where: { subject_id: id }, limit: linesShown }),
  ]);
  if (!row) return null;
  const isRevealed = lines.rows.some(
    (line) => line.action === 'outbox.revealed' && isRevealedTo(line, operator, app.clock.now()),
  );
  const acts = mayAct(operator, 'operator');
  return {
    ...row,
    sentence: deliverySentence(record),
    dedupeKey: record.dedupe_key,
    webhookLogId: record.webhook_log_id,
    payload: isRevealed ? record.payload : maskedPayload(record.kind, record.payload),
    isMasked: !isRevealed,
    history: [...lines.rows].reverse(),
    may: { revive: acts && record.status === 'dead', resend: acts && mayResend(record), reveal: acts },
  };
}
