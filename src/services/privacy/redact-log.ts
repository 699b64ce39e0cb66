import { isRedacted, type RedactionReason, redactBody } from '#domain/redaction.ts';
import type { WebhookLog } from '#domain/webhook-log.ts';
import type { AppContext } from '#services/app-context.ts';

/** What a stored event is to hold from now on; null when nothing personal is left in it. */
export function redactedLog(
  { clock, fingerprint }: Pick<AppContext, 'clock' | 'fingerprint'>,
  { raw_data, email }: WebhookLog,
  why: RedactionReason,
): Pick<WebhookLog, 'raw_data' | 'email' | 'updated_at'> | null {
  if (isRedacted(raw_data) && email === null) return null;
  const now = clock.now();
  const redaction = { why, at: now.toISOString(), sha256: fingerprint(raw_data) };
  return { raw_data: redactBody(raw_data, redaction), email: null, updated_at: now };
}
