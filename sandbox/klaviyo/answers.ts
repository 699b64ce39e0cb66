import { randomUUID } from 'node:crypto';
import { type Answer, header, json, type Request } from '#sandbox/http/messages.ts';

type Refusal = { status: number; code: string; detail: string; pointer?: string };

/** Klaviyo's form of an error. */
export function refusal(
  { status, code, detail, pointer = '/data/' }: Refusal,
  headers: Record<string, string> = {},
): Answer {
  const error = {
    id: randomUUID(),
    status,
    code,
    title: detail,
    detail,
    source: { pointer },
    links: {},
    meta: {},
  };
  return json(status, { errors: [error] }, { ...headers, 'Content-Type': 'application/vnd.api+json' });
}

export const throttled = (seconds: number): Answer =>
  refusal(
    {
      status: 429,
      code: 'throttled',
      detail: `Request was throttled. Expected available in ${seconds} seconds.`,
    },
    { 'Retry-After': String(seconds) },
  );

export const broken = (): Answer =>
  refusal({ status: 500, code: 'error', detail: 'A server error occurred. (Injected by the sandbox.)' });

/** Every call needs a private key and a revision. */
export function refuseHeaders(request: Request): Answer | undefined {
  if (!/^Klaviyo-API-Key \S+$/i.test(header(request, 'authorization') ?? ''))
    return refusal({ status: 401, code: 'not_authenticated', detail: 'Missing or invalid private key.' });
  if (!/^\d{4}-\d{2}-\d{2}(\.pre)?$/.test(header(request, 'revision') ?? ''))
    return refusal({
      status: 400,
      code: 'invalid',
      detail: 'The revision header is missing or is not a date.',
    });
  return undefined;
}

export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
