import { type Answer, header, json, type Reply, type Request } from '#sandbox/http/messages.ts';
import { router } from '#sandbox/http/router.ts';
import { freshId } from '#sandbox/random.ts';
import { apiVersion } from '#sandbox/stripe/api-version.ts';
import type { ApiEndpoint } from '#sandbox/stripe/call.ts';
import { StripeApiError } from '#sandbox/stripe/errors.ts';
import { expanded } from '#sandbox/stripe/expand.ts';
import { decodeForm, Form, type Params } from '#sandbox/stripe/form.ts';
import {
  fingerprintOf,
  keptForMs,
  keyInUse,
  keyTooLong,
  refuseOtherRequest,
} from '#sandbox/stripe/idempotency.ts';
import { injectedFault } from '#sandbox/stripe/injected-fault.ts';
import { checkRequest } from '#sandbox/stripe/request-schema.ts';
import { apiRoutes } from '#sandbox/stripe/routes.ts';
import { secretKeyOf, unauthorized } from '#sandbox/stripe/secret-key.ts';
import { pause, type World } from '#sandbox/world.ts';

const findEndpoint = router(apiRoutes);

type Asked = { request: Request; requestId: string; key: string | undefined; account: string };

/** Answers `/v1/...` the way api.stripe.com does: key, faults, idempotency, parameters, then the resource. */
export function stripeApi(world: World) {
  const inProgress = new Set<string>();

  return async (request: Request): Promise<Reply> => {
    const requestId = freshId('req', 14);
    const asked = {
      request,
      requestId,
      key: header(request, 'idempotency-key'),
      account: secretKeyOf(request) ?? '',
    };
    const answer = asked.account
      ? await answerKnown(world, inProgress, asked)
      : toAnswer(unauthorized(request), requestId);
    if (answer === 'hang' || answer === 'disconnect') return answer;
    const version = header(request, 'stripe-version') ?? apiVersion;
    const echo: Record<string, string> = asked.key ? { 'Idempotency-Key': asked.key } : {};
    return {
      ...answer,
      headers: { 'Request-Id': requestId, 'Stripe-Version': version, ...echo, ...answer.headers },
    };
  };
}

async function answerKnown(world: World, inProgress: Set<string>, asked: Asked): Promise<Reply> {
  const { request, requestId, key, account } = asked;
  const { latencyMs } = world.faults.stripe;
  const slot = `${account} ${key}`;
  const guarded = key !== undefined && request.method === 'POST';
  if (guarded && key.length > 255) return toAnswer(keyTooLong(), requestId);
  if (guarded && inProgress.has(slot)) return toAnswer(keyInUse(key), requestId);
  if (guarded) inProgress.add(slot);
  try {
    if (latencyMs > 0) await pause(latencyMs);
    const answer = guarded ? await answerOnce(world, asked, slot) : await carryOut(world, asked);
    return world.faults.stripe.hang ? 'hang' : answer.answer;
  } finally {
    inProgress.delete(slot);
  }
}

/** `executed` answers are kept under their key; refused parameters and rate limits are not. */
type Outcome = { answer: Answer; executed: boolean };

async function answerOnce(world: World, asked: Asked, slot: string): Promise<Outcome> {
  const { request, requestId } = asked;
  const { answers } = world.state;
  const fingerprint = fingerprintOf(request.method, request.path, request.body);
  const stored = answers.find(slot);
  if (stored && world.now() - stored.at < keptForMs) {
    try {
      refuseOtherRequest(stored, { fingerprint, path: request.path });
    } catch (error) {
      return { answer: toAnswer(error, requestId), executed: false };
    }
    const headers = {
      'Content-Type': 'application/json',
      'Idempotent-Replayed': 'true',
      'Original-Request': stored.requestId,
    };
    return { answer: { status: stored.status, headers, body: stored.body }, executed: false };
  }
  const outcome = await carryOut(world, asked);
  if (outcome.executed) {
    const { status, body } = outcome.answer;
    answers.insert({ id: slot, requestId, fingerprint, path: request.path, status, body, at: world.now() });
  }
  return outcome;
}

async function carryOut(world: World, asked: Asked): Promise<Outcome> {
  const { request, requestId } = asked;
  try {
    const fault = injectedFault(world.faults.stripe);
    if (fault) return { answer: toAnswer(fault, requestId), executed: fault.status === 500 };
    const match = findEndpoint(request.method, request.path);
    if (!match) throw unrecognized(request);
    const params = paramsOf(request);
    if (header(request, 'stripe-version') && match.endpoint.schema)
      checkRequest(match.endpoint.schema, params);
    const result = await runEndpoint(world, { asked, params, ...match });
    return {
      answer: json(200, expanded(world.state, result, new Form(params).texts('expand'))),
      executed: true,
    };
  } catch (error) {
    const executed = error instanceof StripeApiError && error.status === 402;
    return { answer: toAnswer(error, requestId), executed };
  }
}

type Run = { asked: Asked; params: Params; endpoint: ApiEndpoint; ids: Readonly<Record<string, string>> };

function runEndpoint(world: World, { asked, params, endpoint, ids }: Run): object | Promise<object> {
  return endpoint.answer({
    world,
    ids,
    path: asked.request.path,
    account: asked.account,
    form: new Form(params),
    request: { id: asked.requestId, idempotency_key: asked.key ?? null },
  });
}

const paramsOf = (request: Request): Params =>
  decodeForm(
    request.method === 'POST' ? request.body : [request.query, request.body].filter(Boolean).join('&'),
  );

function toAnswer(error: unknown, requestId: string): Answer {
  if (error instanceof StripeApiError) {
    return json(
      error.status,
      error.toJson(requestId),
      error.status === 429 ? { 'Stripe-Rate-Limited-Reason': 'global-rate' } : {},
    );
  }
  throw error;
}

const unrecognized = ({ method, path }: Request) =>
  new StripeApiError(
    `Unrecognized request URL (${method}: ${path}). The sandbox may not play this part of Stripe.`,
    { status: 404 },
  );
