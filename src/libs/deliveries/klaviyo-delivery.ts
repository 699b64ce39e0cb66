import type { KlaviyoEvent } from '#domain/marketing/event.ts';
import type { KlaviyoClient } from '#libs/klaviyo/klaviyo-client.ts';
import { type Delivery, DeliveryError } from './delivery.ts';

/** Sends marketing events to Klaviyo, or suppresses them where Klaviyo is not configured. */
export function klaviyoDelivery(client: KlaviyoClient | null): Delivery {
  return async (message) => {
    if (!client) return { kind: 'suppressed', reason: 'Klaviyo is not configured (KLAVIYO_API_KEY).' };
    try {
      await client.createEvent(message.payload as KlaviyoEvent);
      return { kind: 'sent' };
    } catch (error) {
      throw toDeliveryError(error);
    }
  };
}

/** Klaviyo repeats nothing it refused as malformed; everything else may pass. https://developers.klaviyo.com/en/docs/rate_limits_and_error_handling */
const refusals = new Set([400, 404, 405, 409, 413, 415, 422]);

function toDeliveryError(cause: unknown): DeliveryError {
  const response = responseOf(cause);
  if (!response) return new DeliveryError('Klaviyo did not answer.', { retryable: true, cause });
  const retryAfter = Number(response.headers?.['retry-after']);
  return new DeliveryError(`Klaviyo answered ${response.status}${complaintOf(response)}.`, {
    retryable: !refusals.has(response.status),
    retryAfterSeconds: Number.isFinite(retryAfter) && retryAfter > 0 ? retryAfter : null,
    cause,
  });
}

type Answer = { status: number; headers?: Record<string, unknown>; data?: unknown };

/** Which field was refused and why, by code; the detail text may repeat personal data and stays out. */
function complaintOf({ data }: Answer): string {
  const { errors } = (data ?? {}) as { errors?: { code?: unknown; source?: { pointer?: unknown } }[] };
  const [first] = Array.isArray(errors) ? errors : [];
  const words = [first?.code, first?.source?.pointer].filter((word) => typeof word === 'string');
  return words.length === 0 ? '' : ` (${words.join(' at ')})`;
}

function responseOf(error: unknown): Answer | null {
  if (typeof error !== 'object' || error === null || !('response' in error)) return null;
  const { response } = error;
  return typeof response === 'object' && response !== null && 'status' in response
    ? (response as Answer)
    : null;
}
