import { changeFaults } from '#sandbox/faults.ts';
import type { Route } from '#sandbox/http/router.ts';
import { decideSubscription } from '#sandbox/klaviyo/profiles.ts';
import { minorUnits } from '#sandbox/pages/money.ts';
import { buyerOf, firstValues } from '#sandbox/pages/pay/buyer-form.ts';
import type { Form } from '#sandbox/stripe/form.ts';
import { found } from '#sandbox/stripe/found.ts';
import { findIntent } from '#sandbox/stripe/objects/payment-intent.ts';
import { findSession } from '#sandbox/stripe/objects/session-calls.ts';
import { playCheckout } from '#sandbox/stripe/play-checkout.ts';
import {
  playDispute,
  playRefund,
  refundEndings,
  settleDispute,
  settleRefund,
} from '#sandbox/stripe/play-payment.ts';
import type { World } from '#sandbox/world.ts';

type Pressed = { world: World; id: string; form: Form };
export type Act = (pressed: Pressed) => unknown;

/** The buttons of the desk; each one sends the reader back to its page. */
export const actRoutes: readonly Route<Act>[] = [
  ['POST', '/acts/sessions/:id', endSession],
  ['POST', '/acts/payments/:id/refund', refund],
  ['POST', '/acts/payments/:id/dispute', ({ world, id }) => playDispute(world, id)],
  [
    'POST',
    '/acts/refunds/:id',
    ({ world, id, form }) => settleRefund(world, id, form.oneOf('verdict', ['succeed', 'fail']) ?? 'succeed'),
  ],
  [
    'POST',
    '/acts/disputes/:id',
    ({ world, id, form }) => settleDispute(world, id, form.oneOf('verdict', ['won', 'lost']) ?? 'lost'),
  ],
  ['POST', '/acts/deliveries/:id', resend],
  [
    'POST',
    '/acts/klaviyo/profiles/:id',
    ({ world, id, form }) =>
      decideSubscription(world, id, form.oneOf('verdict', ['confirm', 'unsubscribe']) ?? 'confirm'),
  ],
  ['POST', '/acts/faults', switchFaults],
];

function endSession({ world, id, form }: Pressed): unknown {
  const session = findSession(world, id);
  const outcome = form.oneOf('outcome', ['delayed_succeed', 'delayed_fail', 'expire']) ?? 'expire';
  const buyer = buyerOf(session, firstValues(session), { termsAccepted: true, promotions: false });
  return playCheckout(world, session, { outcome, buyer });
}

function refund({ world, id, form }: Pressed): unknown {
  const { currency } = findIntent(world, id);
  const typed = form.text('amount');
  return playRefund(world, id, {
    amount: typed === undefined ? undefined : minorUnits(typed, currency),
    ending: form.oneOf('ending', refundEndings) ?? 'succeed',
  });
}

function resend({ world, id }: Pressed): void {
  world.deliveries.resend(found(world.state.deliveries, 'delivery', { id }));
}

function switchFaults({ world, form }: Pressed): void {
  const number = (name: string) => Number(form.text(name) ?? 0) || 0;
  const status = ([500, 429, 503] as const).find((code) => code === number('stripe_status'));
  world.faults = changeFaults(world.faults, {
    webhook: {
      duplicate: number('duplicate'),
      loss: number('loss'),
      reorderMs: number('reorder_ms'),
      delayMs: number('delay_ms'),
    },
    stripe: {
      latencyMs: number('stripe_latency_ms'),
      status: status ?? null,
      failNext: status && number('fail_next') > 0 ? number('fail_next') : null,
      hang: form.flag('stripe_hang') ?? null,
    },
    klaviyo: {
      mode: form.oneOf('klaviyo_mode', ['ok', '429', '500', 'hang'] as const) ?? 'ok',
      retryAfterSeconds: form.has('retry_after') ? number('retry_after') : null,
      loseAnswerRate: number('lose_answer'),
      latencyMs: number('klaviyo_latency_ms'),
    },
    mail: {
      mode: form.oneOf('mail_mode', ['ok', 'refuse', '451', '550', 'hang'] as const) ?? 'ok',
      loseAnswerRate: number('mail_lose_answer'),
      latencyMs: number('mail_latency_ms'),
    },
  });
}
