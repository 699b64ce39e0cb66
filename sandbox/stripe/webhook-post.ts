import { stripeSignature } from '#sandbox/stripe/signature.ts';
import { webhookHeaders } from '#sandbox/stripe/webhook-headers.ts';

type Post = { url: string; event: object; secret: string; unixSeconds: number; signal: AbortSignal };

const attemptTimeoutMs = 30_000;

/** Makes one signed attempt. A redirect counts as the status it is; no answer is a reason without a status. */
export async function postWebhook(post: Post): Promise<{ status: number | null; error: string | null }> {
  const body = JSON.stringify(post.event, null, 2);
  try {
    const response = await fetch(post.url, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.any([post.signal, AbortSignal.timeout(attemptTimeoutMs)]),
      headers: webhookHeaders(stripeSignature(body, post.secret, post.unixSeconds)),
      body,
    });
    await response.arrayBuffer();
    return { status: response.status, error: null };
  } catch (error) {
    return { status: null, error: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message || error.message : error.message;
}
