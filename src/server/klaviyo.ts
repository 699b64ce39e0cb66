import { paceOf } from '#domain/pace.ts';
import type { KlaviyoAccount } from '#libs/deliveries/klaviyo-delivery.ts';
import type { Env } from '#libs/Env.ts';
import { createKlaviyoClient } from '#libs/klaviyo/klaviyo-client.ts';
import type { Store } from '#libs/store/store.ts';
import type { Clock } from '#services/app-context.ts';
import { shareCalls } from '#services/share-calls.ts';

/** What Klaviyo allows about profiles, whatever the plan. https://developers.klaviyo.com/en/reference/bulk_subscribe_profiles */
const profileLimits = { perSecond: 75, perMinute: 700 };

type Means = {
  readonly store: Store;
  readonly clock: Clock;
  /** Runs every call, for whoever measures them. */
  readonly around: (call: () => Promise<unknown>) => Promise<unknown>;
};

/** The account events go to, or null where none is configured. */
export function klaviyoOf(env: Env, { store, clock, around }: Means): KlaviyoAccount | null {
  if (!env.KLAVIYO_API_KEY) return null;
  const eventLimits = { perSecond: env.KLAVIYO_CALLS_PER_SECOND, perMinute: env.KLAVIYO_CALLS_PER_MINUTE };
  const live = env.STRIPE_SECRET_KEY?.startsWith('sk_live_') === true;
  return {
    client: createKlaviyoClient({ apiKey: env.KLAVIYO_API_KEY, apiBase: env.KLAVIYO_API_BASE, around }),
    eventCalls: shareCalls({ store, clock, id: 'calls:klaviyo-events', quota: paceOf(eventLimits) }),
    profileCalls: shareCalls({ store, clock, id: 'calls:klaviyo-profiles', quota: paceOf(profileLimits) }),
    listId: env.KLAVIYO_LIST_ID ?? null,
    // The sandbox is a world of its own, where every purchase is as real as its Klaviyo.
    test: live || env.KLAVIYO_API_BASE ? null : { profile: env.KLAVIYO_TEST_PROFILE ?? null },
  };
}
