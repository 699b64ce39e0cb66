import type { DataPrivacyApi, EventsApi, ProfilesApi } from 'klaviyo-api';
import type { KlaviyoEvent } from '#domain/marketing/event.ts';
import type { Subscription } from '#domain/marketing/subscription.ts';
import { eventQuery } from './event-query.ts';
import { profilesQuery, type SubscriptionState, stateOf, subscriptionQuery } from './subscription-query.ts';

/** Longest a single call may take, milliseconds; the SDK itself has no limit. */
const timeoutMs = 10_000;
/** The same for the first try to hand an event over: what hangs is quickly tried again, and Klaviyo drops what it had. */
const firstTimeoutMs = 3_000;

/** Every call is tried once and rejects with the SDK's error, whose `response` says why; trying again is the outbox's part. */
export type KlaviyoClient = {
  /** Hands one event over; later tries are waited for longer than the first. */
  createEvent(event: KlaviyoEvent, tries: { readonly before: number }): Promise<void>;
  /** Whether an address may get marketing mail, as Klaviyo knows it. */
  subscriptionOf(email: string): Promise<SubscriptionState>;
  /** Asks Klaviyo to put an address on a list; where the list wants it, the person confirms by mail first. */
  subscribe(subscription: Subscription, listId: string): Promise<void>;
  /** Asks to have everything about a person deleted; a person Klaviyo does not know is no error. */
  deleteProfile(email: string): Promise<void>;
};

type Apis = {
  readonly firstEvents: EventsApi;
  readonly events: EventsApi;
  readonly profiles: ProfilesApi;
  readonly privacy: DataPrivacyApi;
};

/** The SDK is loaded with the first call. */
export function createKlaviyoClient(options: {
  apiKey: string;
  apiBase?: string | undefined;
  /** Runs every call, for whoever measures them. */
  around?: (call: () => Promise<unknown>) => Promise<unknown>;
}): KlaviyoClient {
  const { around = (call) => call() } = options;
  let opened: Promise<Apis> | undefined;
  const call = async <T>(ask: (apis: Apis) => Promise<T>): Promise<T> => {
    opened ??= openApis(options);
    const apis = await opened;
    return (await around(() => ask(apis))) as T;
  };
  return {
    async createEvent(event, { before }) {
      await call(({ firstEvents, events }) =>
        (before === 0 ? firstEvents : events).createEvent(eventQuery(event)),
      );
    },
    async subscriptionOf(email) {
      const { body } = await call(({ profiles }) => profiles.getProfiles(profilesQuery(email)));
      return stateOf(body.data[0]?.attributes);
    },
    async subscribe(subscription, listId) {
      await call(({ profiles }) => profiles.bulkSubscribeProfiles(subscriptionQuery(subscription, listId)));
    },
    async deleteProfile(email) {
      const profile = { data: { type: 'profile', attributes: { email } } } as const;
      const data = { type: 'data-privacy-deletion-job', attributes: { profile } } as const;
      await call(({ privacy }) => privacy.requestProfileDeletion({ data }));
    },
  };
}

async function openApis({ apiKey, apiBase }: Parameters<typeof createKlaviyoClient>[0]): Promise<Apis> {
  const { ApiKeySession, DataPrivacyApi, EventsApi, ProfilesApi, RetryWithExponentialBackoff } = await import(
    'klaviyo-api'
  );
  class BoundedSession extends ApiKeySession {
    readonly #timeout: number;
    constructor(timeout: number) {
      super(apiKey, new RetryWithExponentialBackoff({ numRetries: 1 }));
      this.#timeout = timeout;
    }
    override requestWithRetry(config: Parameters<InstanceType<typeof ApiKeySession>['requestWithRetry']>[0]) {
      return super.requestWithRetry({ ...config, timeout: this.#timeout, maxRedirects: 0 });
    }
  }
  const session = new BoundedSession(timeoutMs);
  const apis = {
    firstEvents: new EventsApi(new BoundedSession(firstTimeoutMs)),
    events: new EventsApi(session),
    profiles: new ProfilesApi(session),
    privacy: new DataPrivacyApi(session),
  };
  if (apiBase) for (const api of Object.values(apis)) api.basePath = apiBase;
  return apis;
}
