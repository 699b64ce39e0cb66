import { changeFaults, type FaultsPatch } from '#sandbox/faults.ts';
import { type Answer, json, type Request } from '#sandbox/http/messages.ts';
import { type Route, router } from '#sandbox/http/router.ts';
import { decideSubscription } from '#sandbox/klaviyo/profiles.ts';
import { openMail } from '#sandbox/mail/received-mails.ts';
import { buyerOf, firstValues } from '#sandbox/pages/pay/buyer-form.ts';
import { StripeApiError } from '#sandbox/stripe/errors.ts';
import { found } from '#sandbox/stripe/found.ts';
import { findSession } from '#sandbox/stripe/objects/session-calls.ts';
import { outcomes, playCheckout } from '#sandbox/stripe/play-checkout.ts';
import {
  playDispute,
  playRefund,
  refundEndings,
  settleDispute,
  settleRefund,
} from '#sandbox/stripe/play-payment.ts';
import type { World } from '#sandbox/world.ts';

type Asked = { world: World; id: string; body: Record<string, unknown>; reset: () => Promise<void> };
type ControlEndpoint = (asked: Asked) => unknown;

const controlRoutes: readonly Route<ControlEndpoint>[] = [
  ['GET', '/_sandbox/faults', ({ world }) => world.faults],
  ['PATCH', '/_sandbox/faults', patchFaults],
  ['GET', '/_sandbox/klaviyo/events', ({ world }) => world.state.klaviyoEvents.all()],
  ['GET', '/_sandbox/klaviyo/requests', ({ world }) => world.klaviyoCalls],
  ['GET', '/_sandbox/klaviyo/profiles', ({ world }) => world.state.klaviyoProfiles.all()],
  [
    'POST',
    '/_sandbox/klaviyo/profiles/:id/confirm',
    ({ world, id }) => decideSubscription(world, id, 'confirm'),
  ],
  [
    'POST',
    '/_sandbox/klaviyo/profiles/:id/unsubscribe',
    ({ world, id }) => decideSubscription(world, id, 'unsubscribe'),
  ],
  ['GET', '/_sandbox/alerts', ({ world }) => world.state.alerts.all()],
  ['GET', '/_sandbox/mails', ({ world }) => world.state.mails.all()],
  ['GET', '/_sandbox/mails/:id', ({ world, id }) => openMail(found(world.state.mails, 'mail', { id }))],
  ['GET', '/_sandbox/stripe/sessions', ({ world }) => world.state.sessions.all()],
  ['GET', '/_sandbox/stripe/events', ({ world }) => world.state.events.all()],
  ['GET', '/_sandbox/stripe/deliveries', ({ world }) => world.state.deliveries.all()],
  ['GET', '/_sandbox/idle', ({ world }) => ({ idle: world.deliveries.isIdle() })],
  ['POST', '/_sandbox/reset', resetAll],
  ['POST', '/_sandbox/stripe/sessions/:id/pay', paySession],
  ['POST', '/_sandbox/stripe/payments/:id/refund', refundPayment],
  [
    'POST',
    '/_sandbox/stripe/payments/:id/dispute',
    ({ world, id, body }) => playDispute(world, id, { inquiry: body.inquiry === true }),
  ],
  ['POST', '/_sandbox/stripe/refunds/:id/succeed', ({ world, id }) => settleRefund(world, id, 'succeed')],
  ['POST', '/_sandbox/stripe/refunds/:id/fail', ({ world, id }) => settleRefund(world, id, 'fail')],
  ['POST', '/_sandbox/stripe/disputes/:id/won', ({ world, id }) => settleDispute(world, id, 'won')],
  ['POST', '/_sandbox/stripe/disputes/:id/lost', ({ world, id }) => settleDispute(world, id, 'lost')],
];

const findControl = router(controlRoutes);

/** The sandbox's own remote control for other processes, under `/_sandbox/`. */
export async function control(world: World, request: Request, reset: () => Promise<void>): Promise<Answer> {
  const match = findControl(request.method, request.path);
  if (!match)
    return json(404, { error: { message: `The sandbox has no ${request.method} ${request.path}.` } });
  try {
    const body = request.body ? JSON.parse(request.body) : {};
    return json(200, await match.endpoint({ world, id: match.ids.id ?? '', body, reset }));
  } catch (error) {
    if (error instanceof StripeApiError) return json(error.status, { error: { message: error.message } });
    if (error instanceof SyntaxError) return json(400, { error: { message: 'The body is not JSON.' } });
    throw error;
  }
}

function patchFaults({ world, body }: Asked): unknown {
  world.faults = changeFaults(world.faults, body as FaultsPatch);
  return world.faults;
}

async function resetAll({ reset }: Asked): Promise<unknown> {
  await reset();
  return { reset: true };
}

async function paySession({ world, id, body }: Asked): Promise<unknown> {
  const session = findSession(world, id);
  const outcome = outcomes.find((name) => name === (body.outcome ?? 'pay'));
  if (!outcome) throw new StripeApiError(`The outcome must be one of ${outcomes.join(', ')}.`);
  const values = { ...firstValues(session), ...typed(body, 'email'), ...typed(body, 'name') };
  const buyer = buyerOf(session, values, { termsAccepted: true, promotions: body.promotions === true });
  const plan = typeof body.delayMs === 'number' ? { plan: { delayMs: body.delayMs } } : {};
  return playCheckout(world, session, { outcome, buyer, ...plan });
}

function refundPayment({ world, id, body }: Asked): unknown {
  const ending = refundEndings.find((name) => name === (body.ending ?? 'succeed'));
  if (!ending) throw new StripeApiError(`The ending must be one of ${refundEndings.join(', ')}.`);
  return playRefund(world, id, { amount: typeof body.amount === 'number' ? body.amount : undefined, ending });
}

const typed = (body: Record<string, unknown>, name: string) =>
  typeof body[name] === 'string' ? { [name]: body[name] } : {};
