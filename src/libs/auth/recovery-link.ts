import { hkdfSync } from 'node:crypto';

/** A key of its own, so that nothing else sealed with the secret is ever taken for a link. */
const keyOf = (secret: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', secret, '', 'recovery_link', 32));

const algorithms = { alg: 'dir', enc: 'A256GCM' } as const;

/** Seals the id of a payment page so that nobody but us can read or change it. It never lapses. */
export async function sealRecovery(sessionId: string, secret: string): Promise<string> {
  const { CompactEncrypt } = await import('jose');
  return new CompactEncrypt(new TextEncoder().encode(sessionId))
    .setProtectedHeader(algorithms)
    .encrypt(keyOf(secret));
}

/** The id of the payment page in a sealed text; null when it is forged, garbled or sealed with another secret. */
export async function openRecovery(sealed: string, secret: string): Promise<string | null> {
  const { compactDecrypt } = await import('jose');
  try {
    const { plaintext } = await compactDecrypt(sealed, keyOf(secret), {
      keyManagementAlgorithms: [algorithms.alg],
      contentEncryptionAlgorithms: [algorithms.enc],
    });
    return new TextDecoder().decode(plaintext);
  } catch {
    return null;
  }
}

/** Makes the addresses that take up a lapsed checkout again, in its shopper's language; none without a secret to seal them. */
export const createRecoveryUrls =
  ({ appUrl, secret }: { appUrl: string; secret: string | null }) =>
  async ({ sessionId, locale }: { sessionId: string; locale: string }): Promise<string | null> => {
    if (secret === null) return null;
    const shop = locale === 'en' ? appUrl : `${appUrl}/${locale}`;
    return `${shop}/recover?key=${await sealRecovery(sessionId, secret)}`;
  };
