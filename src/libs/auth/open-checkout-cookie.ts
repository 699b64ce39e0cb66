import { readSignedValue, signValue } from './signed-value.ts';

/** The payment page a browser opened last, and for which choice; nothing personal. */
export type OpenCheckoutNote = {
  readonly sessionId: string;
  readonly choice: string;
  /** Whether it keeps pieces from others while it is open. */
  readonly limited: boolean;
};

export const openCheckoutCookie = 'open_checkout';

/** Signs the note so that it comes back as it was; it expires with the payment page. */
export const signOpenCheckout = (
  note: OpenCheckoutNote,
  secret: string,
  { now, seconds }: { now: Date; seconds: number },
): Promise<string> => signValue(note, { purpose: 'open_checkout', secret, now }, seconds);

/** The note in a cookie, or null when it is forged, expired or malformed. */
export async function readOpenCheckout(
  token: string,
  secret: string,
  now: Date,
): Promise<OpenCheckoutNote | null> {
  const value = await readSignedValue(token, { purpose: 'open_checkout', secret, now });
  const { sessionId, choice, limited } = value ?? {};
  if (typeof sessionId !== 'string' || typeof choice !== 'string') return null;
  return { sessionId, choice, limited: limited === true };
}
