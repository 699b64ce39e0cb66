/** Whether Klaviyo takes our key: `forbidden` is a key that may not write events. */
export type KlaviyoKeyState = 'accepted' | 'refused' | 'forbidden' | 'unreachable';

const timeoutMs = 10_000;
/** https://developers.klaviyo.com/en/docs/api_versioning_and_deprecation_policy */
const revision = '2026-07-15';

/**
 * Asks with an event that has no content: the key and its permission are checked before the content, so nothing is
 * recorded and the answer about a good key is 400. https://developers.klaviyo.com/en/docs/authenticate_
 */
export async function klaviyoKeyState(
  apiKey: string,
  apiBase = 'https://a.klaviyo.com',
): Promise<KlaviyoKeyState> {
  const status = await ask(apiKey, `${apiBase}/api/events`);
  if (status === 401) return 'refused';
  if (status === 403) return 'forbidden';
  return status === 400 || status === 422 || status === 429 ? 'accepted' : 'unreachable';
}

async function ask(apiKey: string, url: string): Promise<number | null> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: {
        Authorization: `Klaviyo-API-Key ${apiKey}`,
        'Content-Type': 'application/vnd.api+json',
        revision,
      },
      body: JSON.stringify({ data: { type: 'event', attributes: {} } }),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    await answer.body?.cancel();
    return answer.status;
  } catch {
    return null;
  }
}
