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
  locale: profile.locale,
  ...(profile.firstName === null ? {} : { firstName: profile.firstName }),
  ...(profile.lastName === null ? {} : { lastName: profile.lastName }),
  // E.164 or nothing: a number of another form has the whole event refused.
  ...(profile.phone !== null && /^\+\d{7,15}$/.test(profile.phone) ? { phoneNumber: profile.phone } : {}),
  ...(profile.country === null ? {} : { location: { country: profile.country } }),
  properties: {
    'Last Color': profile.lastColor,
    ...(profile.preorderCount === undefined ? {} : { 'Preorder Count': profile.preorderCount }),
    ...(profile.acceptsMarketing === undefined ? {} : { 'Accepts Marketing': profile.acceptsMarketing }),
  },
});
