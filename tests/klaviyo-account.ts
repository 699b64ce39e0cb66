import { paceOf } from '#domain/pace.ts';
import type { KlaviyoAccount } from '#libs/deliveries/klaviyo-delivery.ts';
import { createKlaviyoClient } from '#libs/klaviyo/klaviyo-client.ts';
import type { Store } from '#libs/store/store.ts';
import type { Clock } from '#services/app-context.ts';
import { shareCalls } from '#services/share-calls.ts';

export type AccountOptions = {
  readonly apiBase: string;
  readonly store: Store;
  readonly clock: Clock;
  readonly limits?: { readonly perSecond: number; readonly perMinute: number };
};

/** An account of the sandbox's Klaviyo, with Klaviyo's own limits unless told otherwise. */
export function klaviyoAccount({ apiBase, store, clock, limits }: AccountOptions): KlaviyoAccount {
  const quota = paceOf(limits ?? { perSecond: 350, perMinute: 3_500 });
  return {
    client: createKlaviyoClient({ apiKey: 'pk_unit_0000000000', apiBase }),
    eventCalls: shareCalls({ store, clock, id: 'calls:klaviyo-events', quota }),
    profileCalls: shareCalls({ store, clock, id: 'calls:klaviyo-profiles', quota }),
    listId: 'NEWS01',
    test: null,
  };
}
