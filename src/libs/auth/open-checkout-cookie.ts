import { jwtVerify, SignJWT } from 'jose';

/** The payment page a browser opened last, and for which choice; nothing personal. */
export type OpenCheckoutNote = { readonly sessionId: string; readonly choice: string };

export const openCheckoutCookie = 'open_checkout';
const algorithm = 'HS256';

const keyOf = (secret: string): Uint8Array => new TextEncoder().encode(secret);

/** Signs the note so that it comes back as it was; it expires with the payment page. */
export function signOpenCheckout(
  note: OpenCheckoutNote,
  secret: string,
  at: { now: Date; seconds: number },
): Promise<string> {
  const issuedAt = Math.floor(at.now.getTime() / 1000);
  return new SignJWT({ ...note })
    .setProtectedHeader({ alg: algorithm })
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + at.seconds)
    .sign(keyOf(secret));
}

/** The note in a cookie, or null when it is forged, expired or malformed. */
export async function readOpenCheckout(
  token: string,
  secret: string,
  now: Date,
): Promise<OpenCheckoutNote | null> {
  try {
    const { payload } = await jwtVerify(token, keyOf(secret), { algorithms: [algorithm], currentDate: now });
    const { sessionId, choice } = payload;
    return typeof sessionId === 'string' && typeof choice === 'string' ? { sessionId, choice } : null;
  } catch {
    return null;
  }
}
