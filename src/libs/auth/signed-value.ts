import { type JWTPayload, jwtVerify, SignJWT } from 'jose';

/** What a signed value is for; it is not accepted as anything else. */
export type Purpose = 'open_checkout' | 'session' | 'sign_in' | 'orders' | 'console' | 'console_browser';

export type Signing = { readonly purpose: Purpose; readonly secret: string; readonly now: Date };

const algorithm = 'HS256';
const keyOf = (secret: string): Uint8Array => new TextEncoder().encode(secret);

/** Signs a value so that it comes back as it was, for so many seconds; it is not encrypted. */
export function signValue(
  value: Readonly<Record<string, unknown>>,
  { purpose, secret, now }: Signing,
  seconds: number,
): Promise<string> {
  const issuedAt = Math.floor(now.getTime() / 1000);
  return new SignJWT({ ...value })
    .setProtectedHeader({ alg: algorithm })
    .setAudience(purpose)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + seconds)
    .sign(keyOf(secret));
}

/** The value in a signed text, or null when that is forged, expired, malformed or signed for another purpose. */
export async function readSignedValue(
  token: string,
  { purpose, secret, now }: Signing,
): Promise<JWTPayload | null> {
  try {
    const options = { algorithms: [algorithm], audience: purpose, currentDate: now };
    return (await jwtVerify(token, keyOf(secret), options)).payload;
  } catch {
    return null;
  }
}
