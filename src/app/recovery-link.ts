import { openRecovery } from '#libs/auth/recovery-link.ts';
import { loadEnv } from '#libs/Env.ts';

/** Longer than any key of ours; whatever is longer is not looked at. */
const longestKey = 1_000;

/** The payment page a recovery link stands for; null when it is forged or garbled. */
export async function sessionOfLink(key: string): Promise<string | null> {
  const { SESSION_SECRET: secret } = loadEnv();
  return secret && key.length <= longestKey ? openRecovery(key, secret) : null;
}
