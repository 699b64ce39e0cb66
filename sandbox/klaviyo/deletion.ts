import { Ajv } from 'ajv';
import { empty, type Reply, type Request } from '#sandbox/http/messages.ts';
import { parseJson, refusal } from '#sandbox/klaviyo/answers.ts';
import { beforeAnswer } from '#sandbox/klaviyo/api.ts';
import type { World } from '#sandbox/world.ts';

/** An object that has all of these. */
const having = (properties: Record<string, object>) => ({
  type: 'object',
  required: Object.keys(properties),
  properties,
});
const profile = having({
  type: { const: 'profile' },
  attributes: having({ email: { type: 'string' } }),
});

/** The part of the body we rely on (https://developers.klaviyo.com/en/reference/request_profile_deletion). */
const fitsSchema = new Ajv({ allowUnionTypes: true }).compile<Body>(
  having({
    data: having({
      type: { const: 'data-privacy-deletion-job' },
      attributes: having({ profile: having({ data: profile }) }),
    }),
  }),
);
type Body = { data: { attributes: { profile: { data: { attributes: { email: string } } } } } };

/** Plays `POST /api/data-privacy-deletion-jobs`: 202, also for a profile nobody knows, and the profile's events are gone. */
export async function requestDeletion(world: World, request: Request): Promise<Reply> {
  const interfered = await beforeAnswer(world, request);
  if (interfered) return interfered;
  const body = parseJson(request.body);
  if (!fitsSchema(body))
    return refusal({ status: 400, code: 'invalid', detail: 'The body names no profile to delete.' });
  const email = body.data.attributes.profile.data.attributes.email.toLowerCase();
  const { klaviyoEvents } = world.state;
  const gone = klaviyoEvents.all().filter(({ profile }) => profile === email);
  for (const { id } of gone) klaviyoEvents.remove(id);
  world.state.klaviyoProfiles.remove(email);
  world.changed();
  world.log(`klaviyo deleted a profile with ${gone.length} events`);
  return empty(202);
}
