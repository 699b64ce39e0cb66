import type { PaymentMethod } from '#domain/payment-event.ts';
import type { Acknowledgement } from '#libs/payments/core/payment-types.ts';
import { getContext } from '#server/request-context.ts';
import type { AppContext } from '#services/app-context.ts';
import { inRequest } from '#services/in-request.ts';
import { receiveWebhook } from '#services/receive-webhook.ts';
import { readBody } from '../read-body.ts';

/** Largest notification taken, bytes. Stripe's largest are about a quarter of it. */
const bodyLimit = 1_000_000;

/** The door of every payment provider's notifications: raw bytes in, the provider's own kind of answer out. */
export function webhookDoor(method: PaymentMethod, request: Request): Promise<Response> {
  const app = getContext();
  const traceparent = request.headers.get('traceparent');
  return inRequest(app, { door: 'webhook', traceparent }, () => take(app, method, request));
}

async function take(app: AppContext, method: PaymentMethod, request: Request): Promise<Response> {
  if (!app.payments.has(method)) return Response.json({ error: 'not_configured' }, { status: 503 });
  const body = await readBody(request, bodyLimit);
  if (body === null) return toResponse(app.payments.provider(method).acknowledge('too_large'));
  return toResponse(await receiveWebhook(app, method, { headers: request.headers, body }));
}

const toResponse = ({ status, headers, body }: Acknowledgement): Response =>
  new Response(body, { status, headers });
