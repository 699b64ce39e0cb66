import { hkdfSync } from 'node:crypto';
import { EncryptJWT, type JWTPayload, jwtDecrypt } from 'jose';
import type { Signing } from './signed-value.ts';

const algorithm = 'dir';
const encryption = 'A256GCM';

/** The secret signs as well; a key of its own keeps the two apart. */
const keyOf = ({ secret, purpose }: Signing): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', secret, '', `sealed value\0${purpose}`, 32));

/** Encrypts a value for so many seconds, so that nobody reads it and it comes back as it was. */
export function sealValue(
  value: Readonly<Record<string, unknown>>,
  signing: Signing,
  seconds: number,
): Promise<string> {
  const issuedAt = Math.floor(signing.now.getTime() / 1000);
  return new EncryptJWT({ ...value })
    .setProtectedHeader({ alg: algorithm, enc: encryption })
    .setAudience(signing.purpose)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + seconds)
    .encrypt(keyOf(signing));
}

/** The value in a sealed text, or null when that is forged, expired, malformed or sealed for another purpose. */
export async function readSealedValue(token: string, signing: Signing): Promise<JWTPayload | null> {
  try {
    const { payload } = await jwtDecrypt(token, keyOf(signing), {
      audience: signing.purpose,
      currentDate: signing.now,
      keyManagementAlgorithms: [algorithm],
      contentEncryptionAlgorithms: [encryption],
    });
    return payload;
  } catch {
    return null;
  }
}
