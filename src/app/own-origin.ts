type Sent = { get(name: string): string | null };

/**
 * Whether one of our own pages sent a request. Browsers say where it comes from, and pages cannot change that:
 * https://developer.mozilla.org/docs/Web/HTTP/Headers/Sec-Fetch-Site
 */
export function comesFromOurPages(headers: Sent, appUrl: string): boolean {
  const site = headers.get('sec-fetch-site');
  return site === null ? headers.get('origin') === new URL(appUrl).origin : site === 'same-origin';
}
