import type { EventCreateQueryV2 } from 'klaviyo-api';
import type { EventProfile, KlaviyoEvent } from '#domain/marketing/event.ts';

/** An event in the SDK's words. https://developers.klaviyo.com/en/reference/create_event */
export const eventQuery = (event: KlaviyoEvent): EventCreateQueryV2 =>
  ({
    data: {
      type: 'event',
      attributes: {
        properties: event.properties,
        time: new Date(event.time),
        ...(event.value === null ? {} : { value: event.value, valueCurrency: event.valueCurrency }),
        uniqueId: event.uniqueId,
        // Recorded without setting off a flow.
        ...(event.backfill ? { backfill: true } : {}),
        metric: { data: { type: 'metric', attributes: { name: event.metric } } },
        profile: { data: { type: 'profile', attributes: profileAttributes(event.profile) } },
      },
    },
  }) as EventCreateQueryV2;

const profileAttributes = (profile: EventProfile) => ({
  email: profile.email,
  ...known({
    locale: profile.locale,
    firstName: profile.firstName,
    lastName: profile.lastName,
    phoneNumber: profile.phone && isE164(profile.phone) ? profile.phone : null,
    location: profile.country && { country: profile.country },
    properties: known({
      'Last Color': profile.lastColor,
      'Preorder Count': profile.preorderCount,
      'Accepts Marketing': profile.acceptsMarketing,
    }),
  }),
});

/** A number of another form has the whole event refused. */
const isE164 = (phone: string): boolean => /^\+\d{7,15}$/.test(phone);

/** What is left out stays in Klaviyo as it is. */
const known = (fields: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined));
