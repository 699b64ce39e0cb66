import { expect } from 'vitest';
import { leaseSeconds } from '#domain/outbox.ts';
import type { Sandbox } from '#sandbox/server.ts';
import { drainOutbox } from '#services/drain-outbox.ts';
import { sweepWebhookLogs } from '#services/sweep-webhook-logs.ts';
import type { StorePlace } from '#tests/setup/store-place.ts';
import { createRunningClock, type TestClock } from '#tests/test-context.ts';
import { openPipeline, type Pipeline } from './pipeline.ts';
import { type Story, takeStep } from './purchase-story.ts';

/** Whoever comes after a worker that died: for it, every lease of the dead has lapsed. */
export type Successor = Pipeline & { readonly clock: TestClock };

const lapsed = leaseSeconds + 5;

export function openSuccessor(place: StorePlace, sandbox: Sandbox): Successor {
  const clock = createRunningClock();
  clock.pass(lapsed);
  return { ...openPipeline({ place, sandboxUrl: sandbox.url, clock }), clock };
}

/** A slow machine cuts a run of a successor short as well: what it leased is taken over when that lease has lapsed. */
const runs = 3;

/** Lets a successor finish what others left: everything is delivered once more, swept and drained, as often as cron would come. */
export async function recover(app: Successor, story: Story): Promise<void> {
  for (const event of story.events) {
    await expect.poll(() => takeStep(app, { event }), { message: event.type, timeout: 15_000 }).toBe(true);
  }
  for (let run = 1; run <= runs; run++) {
    await sweepWebhookLogs(app);
    await app.settled();
    await drainOutbox(app);
    if (!(await owesAnything(app, story))) return;
    app.clock.pass(lapsed);
  }
}

async function owesAnything({ store }: Pipeline, { sessionId }: Story): Promise<boolean> {
  const { rows: orders } = await store.list('payment_orders', { where: { session_id: sessionId }, limit: 1 });
  const { rows } = await store.list('outbox', { where: { order_id: orders[0]?.id ?? '' }, limit: 50 });
  return rows.some(({ status }) => status === 'pending' || status === 'sending');
}
