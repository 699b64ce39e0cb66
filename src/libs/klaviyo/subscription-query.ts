import type { ProfilesApi, SubscriptionCreateJobCreateQuery } from 'klaviyo-api';
import type { Subscription } from '#domain/marketing/subscription.ts';

/** What Klaviyo knows of an address: nothing yet, that it is on, or that its owner or a bounce took it off. */
export type SubscriptionState = 'unknown' | 'subscribed' | 'unsubscribed';

type Query = NonNullable<Parameters<ProfilesApi['getProfiles']>[0]>;

export const profilesQuery = (email: string): Query => ({
  additionalFieldsProfile: ['subscriptions'],
  fieldsProfile: ['email', 'subscriptions.email.marketing'],
  filter: `equals(email,${JSON.stringify(email)})`,
});

type Attributes = {
  readonly subscriptions?: {
    readonly email?: {
      readonly marketing?: {
        readonly consent?: string;
        readonly suppression?: readonly unknown[];
      };
    } | null;
  } | null;
};

export function stateOf(attributes: object | undefined): SubscriptionState {
  const marketing = (attributes as Attributes | undefined)?.subscriptions?.email?.marketing;
  if (marketing?.consent === 'UNSUBSCRIBED' || (marketing?.suppression ?? []).length > 0)
    return 'unsubscribed';
  return marketing?.consent === 'SUBSCRIBED' ? 'subscribed' : 'unknown';
}

/** https://developers.klaviyo.com/en/reference/bulk_subscribe_profiles */
export const subscriptionQuery = (
  { email, source }: Subscription,
  listId: string,
): SubscriptionCreateJobCreateQuery =>
  ({
    data: {
      type: 'profile-subscription-bulk-create-job',
      attributes: {
        customSource: source,
        profiles: {
          data: [
            {
              type: 'profile',
              attributes: { email, subscriptions: { email: { marketing: { consent: 'SUBSCRIBED' } } } },
            },
          ],
        },
      },
      relationships: { list: { data: { type: 'list', id: listId } } },
    },
  }) as unknown as SubscriptionCreateJobCreateQuery;
