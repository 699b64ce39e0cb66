import type { EventCreateQueryV2, EventsApi } from 'klaviyo-api';
import type { KlaviyoEvent } from '#domain/marketing/event.ts';

/** Longest a single call may take, milliseconds; the SDK itself has no limit. */
const timeoutMs = 10_000;

export type KlaviyoClient = {
  /** Hands one event over. Rejects with the SDK's error, whose `response` says why. */
  createEvent(event: KlaviyoEvent): Promise<void>;
};

/** A client that tries once per call; trying again is the outbox's part. The SDK is loaded with the first event. */
export function createKlaviyoClient({
  apiKey,
  apiBase,
  around = (call) => call(),
}: {
  apiKey: string;
  apiBase?: string | undefined;
  /** Runs every call, for whoever measures them. */
  around?: (call: () => Promise<unknown>) => Promise<unknown>;
}): KlaviyoClient {
  let api: Promise<EventsApi> | undefined;
  return {
    async createEvent(event) {
      api ??= openApi(apiKey, apiBase);
      const events = await api;
      await around(() => events.createEvent(toQuery(event)));
    },
  };
}

async function openApi(apiKey: string, apiBase: string | undefined): Promise<EventsApi> {
  const { ApiKeySession, EventsApi: Api, RetryWithExponentialBackoff } = await import('klaviyo-api');
  class BoundedSession extends ApiKeySession {
    override requestWithRetry(config: Parameters<InstanceType<typeof ApiKeySession>['requestWithRetry']>[0]) {
      return super.requestWithRetry({ ...config, timeout: timeoutMs, maxRedirects: 0 });
    }
  }
  const api = new Api(new BoundedSession(apiKey, new RetryWithExponentialBackoff({ numRetries: 1 })));
  if (apiBase) api.basePath = apiBase;
  return api;
}

function toQuery(event: KlaviyoEvent): EventCreateQueryV2 {
  const { profile } = event;
  return {
    data: {
      type: 'event',
      attributes: {
        properties: event.properties,
        time: new Date(event.time),
        ...(event.value === null ? {} : { value: event.value, valueCurrency: event.valueCurrency }),
        uniqueId: event.uniqueId,
        metric: { data: { type: 'metric', attributes: { name: event.metric } } },
        profile: {
          data: {
            type: 'profile',
            attributes: {
              email: profile.email,
              locale: profile.locale,
              ...(profile.firstName === null ? {} : { firstName: profile.firstName }),
              ...(profile.lastName === null ? {} : { lastName: profile.lastName }),
              ...(profile.phone !== null && /^\+\d{7,15}$/.test(profile.phone)
                ? { phoneNumber: profile.phone }
                : {}),
              ...(profile.country === null ? {} : { location: { country: profile.country } }),
              properties: { 'Last Color': profile.lastColor },
            },
          },
        },
      },
    },
  } as EventCreateQueryV2;
}
