import { newMessage, type OutboxMessage } from './outbox.ts';

/** Whose profile Klaviyo is to delete; gone from the message once Klaviyo has taken it. */
export type KlaviyoDeletion = { readonly email: string };

/** Longer than any message that is being sent can take to arrive, minutes: an event that came later would bring the profile back. */
const waitMinutes = 15;

/** The promise to have a profile deleted; `name` tells one erasure from another. */
export function oweDeletion(
  { email, name }: { readonly email: string; readonly name: string },
  around: { readonly now: Date; readonly newId: () => string },
): OutboxMessage {
  const payload: KlaviyoDeletion = { email };
  const promise = {
    kind: 'klaviyo.deletion',
    dedupe_key: `klaviyo-deletion:${name}`,
    topic: null,
    payload,
    order_id: null,
    webhook_log_id: null,
  } as const;
  const due = new Date(around.now.getTime() + waitMinutes * 60_000);
  return { ...newMessage(promise, around), next_attempt_at: due };
}
