import { Ajv } from 'ajv';
import { type Answer, empty, type Reply, type Request } from '#sandbox/http/messages.ts';
import { broken, parseJson, refusal, refuseHeaders, throttled } from '#sandbox/klaviyo/answers.ts';
import { countCall } from '#sandbox/klaviyo/call-windows.ts';
import { createEventSchema } from '#sandbox/klaviyo/event-schema.ts';
import { type EventAttributes, profileOf, recordEvent } from '#sandbox/klaviyo/recorded-events.ts';
import { pause, type World } from '#sandbox/world.ts';

const fitsSchema = new Ajv({ allErrors: false, allowUnionTypes: true }).compile<{
  data: { attributes: EventAttributes };
}>(createEventSchema);
const earliestTime = Date.UTC(2000, 0, 1);
const yearMs = 365 * 24 * 3600 * 1000;

/** Plays `POST /api/events`: 202 means taken in, and a repeat is taken in without being recorded again. */
export async function createEvent(world: World, request: Request): Promise<Reply> {
  world.klaviyoCalls.made += 1;
  const interfered = (await beforeAnswer(world, request)) ?? limitedReply(world);
  if (interfered) return interfered;
  const attributes = readAttributes(world, request.body);
  if ('status' in attributes) return attributes;
  const recorded = recordEvent(world, attributes);
  world.klaviyoCalls.accepted += 1;
  world.log(`klaviyo ${attributes.metric.data.attributes.name} ${recorded ? 'recorded' : 'repeated'}`);
  return world.random() < world.faults.klaviyo.loseAnswerRate ? 'disconnect' : empty(202);
}

/** What stands in the way of any call: a fault that is switched on, a missing key or version. */
export async function beforeAnswer(world: World, request: Request): Promise<Reply | undefined> {
  const { latencyMs } = world.faults.klaviyo;
  if (latencyMs > 0) await pause(latencyMs);
  return injectedReply(world) ?? refuseHeaders(request);
}

/** What goes wrong on purpose, for all calls or for a share of them. */
function injectedReply(world: World): Reply | undefined {
  const { mode, retryAfterSeconds = 1, errorRate, hangRate } = world.faults.klaviyo;
  if (mode === '429') {
    world.klaviyoCalls.throttled += 1;
    return throttled(retryAfterSeconds);
  }
  if (mode === 'hang' || (hangRate > 0 && world.random() < hangRate)) return 'hang';
  return mode === '500' || (errorRate > 0 && world.random() < errorRate) ? broken() : undefined;
}

function limitedReply(world: World): Reply | undefined {
  const seconds = countCall(world);
  if (seconds === undefined) return undefined;
  world.klaviyoCalls.throttled += 1;
  return throttled(seconds);
}

function readAttributes(world: World, body: string): EventAttributes | Answer {
  const parsed = parseJson(body);
  if (!fitsSchema(parsed)) {
    const [error] = fitsSchema.errors ?? [];
    const extra = error?.params.additionalProperty ?? error?.params.missingProperty;
    const detail = `${error?.message ?? 'invalid'}${extra ? `: ${String(extra)}` : ''}`;
    return refusal({ status: 400, code: 'invalid', detail, pointer: error?.instancePath ?? '' });
  }
  const { attributes } = parsed.data;
  if (!profileOf(attributes)) {
    return refusal({
      status: 400,
      code: 'invalid',
      detail: 'A profile needs at least one identifier.',
      pointer: '/data/attributes/profile',
    });
  }
  const time = attributes.time ? Date.parse(attributes.time) : world.now();
  if (!(time >= earliestTime && time <= world.now() + yearMs)) {
    return refusal({
      status: 400,
      code: 'invalid',
      detail: 'The time must lie between 2000 and one year from now.',
      pointer: '/data/attributes/time',
    });
  }
  return attributes;
}
