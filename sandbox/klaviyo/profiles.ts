import { Ajv } from 'ajv';
import { type Answer, json, type Reply, type Request } from '#sandbox/http/messages.ts';
import { broken, parseJson, refusal, refuseHeaders } from '#sandbox/klaviyo/answers.ts';
import { found } from '#sandbox/stripe/found.ts';
import type { World } from '#sandbox/world.ts';

/** `confirming`: asked for by us, and a mail of Klaviyo's waits to be confirmed, because every list here is double opt-in. */
export type MailConsent = 'never' | 'confirming' | 'subscribed' | 'unsubscribed';

/** A person as Klaviyo keeps one; the id is the address in small letters. */
export type KlaviyoProfile = { id: string; consent: MailConsent; lists: string[]; source: string | null };

/** Plays `GET /api/profiles` with the one filter we use. */
export function findProfiles(world: World, request: Request): Reply {
  const refused = refuseHeaders(request) ?? outage(world);
  if (refused) return refused === 'hang' ? 'hang' : refused;
  const filter = new URLSearchParams(request.query).get('filter') ?? '';
  const email = /^equals\(email,(".*")\)$/.exec(filter)?.[1];
  if (!email) return refusal({ status: 400, code: 'invalid', detail: `Not played: the filter ${filter}.` });
  const profile = world.state.klaviyoProfiles.find(String(parseJson(email)).toLowerCase());
  return json(200, { data: profile ? [profileObject(profile)] : [], links: {} });
}

const consentWords = {
  never: 'NEVER_SUBSCRIBED',
  confirming: 'NEVER_SUBSCRIBED',
  subscribed: 'SUBSCRIBED',
  unsubscribed: 'UNSUBSCRIBED',
} as const;

const profileObject = ({ id, consent }: KlaviyoProfile) => ({
  type: 'profile',
  id: `profile_${Buffer.from(id).toString('hex').slice(0, 24)}`,
  attributes: {
    email: id,
    subscriptions: {
      email: {
        marketing: {
          can_receive_email_marketing: consent === 'subscribed',
          consent: consentWords[consent],
          suppression: [],
          list_suppressions: [],
        },
      },
    },
  },
});

const string = { type: 'string', minLength: 1 } as const;
const object = <P extends object>(properties: P, required = Object.keys(properties)) => ({
  type: 'object',
  required,
  properties,
  additionalProperties: false,
});
const subscribedByMail = object({
  email: object({ marketing: object({ consent: { const: 'SUBSCRIBED' } }) }),
});
const fitsSchema = new Ajv().compile<{
  data: {
    attributes: { custom_source?: string; profiles: { data: { attributes: { email: string } }[] } };
    relationships: { list: { data: { id: string } } };
  };
}>(
  object({
    data: object({
      type: { const: 'profile-subscription-bulk-create-job' },
      attributes: object(
        {
          custom_source: string,
          profiles: object({
            data: {
              type: 'array',
              minItems: 1,
              maxItems: 1000,
              items: object({
                type: { const: 'profile' },
                attributes: object({ email: string, subscriptions: subscribedByMail }),
              }),
            },
          }),
        },
        ['profiles'],
      ),
      relationships: object({ list: object({ data: object({ type: { const: 'list' }, id: string }) }) }),
    }),
  }),
);

/** Plays the bulk subscription of a double opt-in list: everybody gets a mail first, even who has left before. */
export function subscribeProfiles(world: World, request: Request): Reply {
  const refused = refuseHeaders(request) ?? outage(world);
  if (refused) return refused;
  const body = parseJson(request.body);
  if (!fitsSchema(body)) {
    const [error] = fitsSchema.errors ?? [];
    const detail = error?.message ?? 'invalid';
    return refusal({ status: 400, code: 'invalid', detail, pointer: error?.instancePath ?? '' });
  }
  const { attributes, relationships } = body.data;
  for (const { attributes: person } of attributes.profiles.data) {
    const profile = profileOf(world, person.email);
    profile.source = attributes.custom_source ?? null;
    profile.lists = [...new Set([...profile.lists, relationships.list.data.id])];
    if (profile.consent !== 'subscribed') profile.consent = 'confirming';
    world.log(`klaviyo asks ${profile.id} to confirm`);
  }
  return json(202, {});
}

/** The profile of an address, made when it is new. */
function profileOf(world: World, email: string): KlaviyoProfile {
  const id = email.toLowerCase();
  const { klaviyoProfiles } = world.state;
  return (
    klaviyoProfiles.find(id) ?? klaviyoProfiles.insert({ id, consent: 'never', lists: [], source: null })
  );
}

/** What the person does with the mail: confirms, or leaves for good. */
export function decideSubscription(
  world: World,
  email: string,
  verdict: 'confirm' | 'unsubscribe',
): KlaviyoProfile {
  const profile = found(world.state.klaviyoProfiles, 'profile', { id: email.toLowerCase() });
  profile.consent = verdict === 'confirm' ? 'subscribed' : 'unsubscribed';
  return profile;
}

function outage(world: World): Answer | 'hang' | undefined {
  const { mode } = world.faults.klaviyo;
  if (mode === 'hang') return 'hang';
  return mode === '500' ? broken() : undefined;
}
