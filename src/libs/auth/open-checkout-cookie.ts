import { createHmac } from 'node:crypto';
import { readSignedValue, signValue } from './signed-value.ts';

/** The payment page a browser opened last, and a mark of the choice it was opened for; nothing personal. */
export type OpenCheckoutNote = {
  readonly sessionId: string;
  /** What `markOf` made of the choice; null in a cookie from before there were marks, which fits no choice. */
  readonly mark: string | null;
  /** Whether it keeps pieces from others while it is open. */
  readonly limited: boolean;
};

export const openCheckoutCookie = 'open_checkout';

/** Tells whether two choices are the same, and nothing else about them: an address may be part of one. */
export const markOf = (choice: string, secret: string): string =>
  createHmac('sha256', secret).update(`open checkout\0${choice}`).digest('base64url');

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
  const { sessionId, mark, limited } = value ?? {};
  if (typeof sessionId !== 'string') return null;
  return { sessionId, mark: typeof mark === 'string' ? mark : null, limited: limited === true };
}
