import { randomUUID } from 'node:crypto';
import { Ajv } from 'ajv';
import { type Answer, empty, header, json, type Reply, type Request } from '#sandbox/http/messages.ts';
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
  const interfered = await beforeAnswer(world, request);
  if (interfered) return interfered;
  const attributes = readAttributes(world, request.body);
  if ('status' in attributes) return attributes;
  const recorded = recordEvent(world, attributes);
  world.klaviyoRequests += 1;
  world.log(`klaviyo ${attributes.metric.data.attributes.name} ${recorded ? 'recorded' : 'repeated'}`);
  return world.random() < world.faults.klaviyo.loseAnswerRate ? 'disconnect' : empty(202);
}

/** What stands in the way of any call: a fault that is switched on, a missing key or version. */
export async function beforeAnswer(world: World, request: Request): Promise<Reply | undefined> {
  const { mode, latencyMs, retryAfterSeconds = 1 } = world.faults.klaviyo;
  if (latencyMs > 0) await pause(latencyMs);
  if (mode === 'hang') return 'hang';
  if (mode === '429') {
    const detail = `Request was throttled. Expected available in ${retryAfterSeconds} seconds.`;
    return refusal({ status: 429, code: 'throttled', detail }, { 'Retry-After': String(retryAfterSeconds) });
  }
  if (mode === '500')
    return refusal({
      status: 500,
      code: 'error',
      detail: 'A server error occurred. (Injected by the sandbox.)',
    });
  return refuseHeaders(request);
}

function refuseHeaders(request: Request): Answer | undefined {
  if (!/^Klaviyo-API-Key \S+$/i.test(header(request, 'authorization') ?? '')) {
    return refusal({ status: 401, code: 'not_authenticated', detail: 'Missing or invalid private key.' });
  }
  if (!/^\d{4}-\d{2}-\d{2}(\.pre)?$/.test(header(request, 'revision') ?? '')) {
    return refusal({
      status: 400,
      code: 'invalid',
      detail: 'The revision header is missing or is not a date.',
    });
  }
  return undefined;
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

export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

type Refusal = { status: number; code: string; detail: string; pointer?: string };

export function refusal(
  { status, code, detail, pointer = '/data/' }: Refusal,
  headers: Record<string, string> = {},
): Answer {
  const error = {
    id: randomUUID(),
    status,
    code,
    title: detail,
    detail,
    source: { pointer },
    links: {},
    meta: {},
  };
  return json(status, { errors: [error] }, { ...headers, 'Content-Type': 'application/vnd.api+json' });
}
