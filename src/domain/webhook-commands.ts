/** Where the provider's API and the shop answer. */
export type Addresses = { readonly api: string; readonly shop: string };

/**
 * A notification once more by hand: fetched from Stripe, signed like Stripe signs, and posted to the shop. Keys come from the
 * environment and the body from Stripe, so that the line may be passed on.
 */
export const curlFor = (eventId: string, { api, shop }: Addresses): string =>
  [
    `body=$(curl -sS -u "$STRIPE_SECRET_KEY:" ${api}/v1/events/${eventId})`,
    't=$(date +%s)',
    `v1=$(printf '%s.%s' "$t" "$body" | openssl dgst -sha256 -hmac "$STRIPE_WEBHOOK_SECRET" | sed 's/^.* //')`,
    `curl -sS ${shop}/api/webhooks/stripe -H "Stripe-Signature: t=$t,v1=$v1" --data-binary "$body"`,
  ].join(' && ');

/** The same with the Stripe CLI, which asks Stripe to send it again. https://docs.stripe.com/cli/events/resend */
export const resendFor = (eventId: string): string => `stripe events resend ${eventId}`;

/** Another event of the same type. https://docs.stripe.com/cli/trigger */
export const triggerFor = (type: string): string => `stripe trigger ${type}`;
