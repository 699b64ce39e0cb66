import type { KlaviyoProfile } from '#sandbox/klaviyo/profiles.ts';
import type { FaultsPatch, ReceivedMail, RecordedEvent } from '#sandbox/server.ts';
import type * as Stored from '#sandbox/stripe/stored.ts';
import type { Delivery } from '#sandbox/stripe/webhook-delivery.ts';

/** The remote control of a sandbox that runs as a process of its own. Every call rejects unless it is answered 200. */
export type SandboxControl = ReturnType<typeof sandboxControl>;

export function sandboxControl(url: string) {
  const ask = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const response = await fetch(`${url}/_sandbox/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`The sandbox answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as T;
  };
  return {
    setFaults: (patch: FaultsPatch) => ask<unknown>('PATCH', 'faults', patch),
    faults: () => ask<{ stripe: { failNext?: number } }>('GET', 'faults'),
    sessions: () => ask<Stored.Session[]>('GET', 'stripe/sessions'),
    events: () => ask<Stored.Event[]>('GET', 'stripe/events'),
    deliveries: () => ask<Delivery[]>('GET', 'stripe/deliveries'),
    mails: () => ask<ReceivedMail[]>('GET', 'mails'),
    recorded: () => ask<RecordedEvent[]>('GET', 'klaviyo/events'),
    profiles: () => ask<KlaviyoProfile[]>('GET', 'klaviyo/profiles'),
    acceptedByKlaviyo: async () => (await ask<{ accepted: number }>('GET', 'klaviyo/requests')).accepted,
    throttledByKlaviyo: async () => (await ask<{ throttled: number }>('GET', 'klaviyo/requests')).throttled,
    isIdle: async () => (await ask<{ idle: boolean }>('GET', 'idle')).idle,
    /** Ends a session the way a bank or the clock would. */
    play: (sessionId: string, outcome: string) =>
      ask<unknown>('POST', `stripe/sessions/${sessionId}/pay`, { outcome }),
    /** Gives a part of a payment back; minor units. */
    refund: (paymentId: string, amount: number) =>
      ask<unknown>('POST', `stripe/payments/${paymentId}/refund`, { amount }),
    dispute: (paymentId: string) => ask<unknown>('POST', `stripe/payments/${paymentId}/dispute`, {}),
  };
}
