import { type CallQuota, type Delivered, DeliveryError } from './delivery.ts';

/** Klaviyo repeats nothing it refused as malformed; everything else may pass. https://developers.klaviyo.com/en/docs/rate_limits_and_error_handling */
const refusals = new Set([400, 404, 405, 409, 413, 415, 422]);
/** Waited where a 429 does not say how long, seconds. */
const untoldPauseSeconds = 5;

/** Calls once it is our turn. Whoever is told to wait, waits for everybody. Throws DeliveryError for every other failure. */
export async function callInTurn(quota: CallQuota, call: () => Promise<Delivered>): Promise<Delivered> {
  const notBefore = await quota.take();
  if (notBefore)
    return { kind: 'postponed', until: notBefore, reason: 'Waits for its turn: the limit is used up.' };
  try {
    return await call();
  } catch (cause) {
    const response = responseOf(cause);
    if (response?.status !== 429) throw toDeliveryError(cause, response);
    const until = await quota.pauseFor(retryAfterOf(response) ?? untoldPauseSeconds);
    return { kind: 'postponed', until, reason: `Klaviyo answered 429${complaintOf(response)}.` };
  }
}

function toDeliveryError(cause: unknown, response: Answer | null): DeliveryError {
  if (!response) return new DeliveryError('Klaviyo did not answer.', { retryable: true, cause });
  return new DeliveryError(`Klaviyo answered ${response.status}${complaintOf(response)}.`, {
    retryable: !refusals.has(response.status),
    retryAfterSeconds: retryAfterOf(response),
    cause,
  });
}

function retryAfterOf({ headers }: Answer): number | null {
  const seconds = Number(headers?.['retry-after']);
  return Number.isFinite(seconds) && seconds > 0 ? seconds : null;
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
