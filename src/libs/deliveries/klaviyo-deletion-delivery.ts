import type { KlaviyoDeletion } from '#domain/klaviyo-deletion.ts';
import { suppressions } from '#domain/marketing/sending.ts';
import type { Delivery } from './delivery.ts';
import type { KlaviyoAccount } from './klaviyo-delivery.ts';
import { callInTurn } from './klaviyo-errors.ts';

/** Has Klaviyo delete a profile; whose it was is forgotten here as soon as nobody needs to be told any more. */
export function klaviyoDeletionDelivery(account: KlaviyoAccount | null): Delivery {
  return async ({ payload }) => {
    if (!account) return forgotten(`${suppressions.notConfigured}: Klaviyo needs KLAVIYO_API_KEY.`);
    if (account.test !== null)
      return forgotten(`${suppressions.testMode}: a test purchase has no profile of its own.`);
    return callInTurn(account.profileCalls, async () => {
      await account.client.deleteProfile((payload as KlaviyoDeletion).email);
      return { kind: 'sent', forgets: true };
    });
  };
}

const forgotten = (reason: string) => ({ kind: 'suppressed', reason, forgets: true }) as const;
