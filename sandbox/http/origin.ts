import { header, type Request } from '#sandbox/http/messages.ts';

/** Whether a form post comes from a page of another site. Programs send no Origin and are welcome. */
export function isForeignPost(request: Request): boolean {
  const origin = header(request, 'origin');
  if (request.method !== 'POST' || !origin) return false;
  return URL.parse(origin)?.host !== header(request, 'host');
}
