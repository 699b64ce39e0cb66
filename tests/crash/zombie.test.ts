import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { leaseSeconds } from '#domain/outbox.ts';
import type { Deliveries } from '#libs/deliveries/delivery.ts';
import type { Sandbox } from '#sandbox/server.ts';
import { drainOutbox } from '#services/drain-outbox.ts';
import { databases, type TestPlace } from '#tests/setup/stores.ts';
import { discardProgram, startCrashing } from './crashing-process.ts';
import { openPipeline, type Pipeline } from './pipeline.ts';
import {
  announced,
  paymentEvents,
  type Story,
  signedEvent,
  silentSandbox,
  stepsOf,
  storyEvents,
  takeStep,
  tellStory,
} from './purchase-story.ts';
import { openSuccessor, recover } from './recovery.ts';

afterAll(discardProgram);

let sandbox: Sandbox;
let story: Story;
beforeEach(async () => {
  sandbox = await silentSandbox();
  story = await tellStory(sandbox);
});
afterEach(() => sandbox.close());

const outboxOf = async ({ store }: Pipeline): Promise<string[]> =>
  (await store.list('outbox', { limit: 9 })).rows.map(({ kind, status }) => `${kind} ${status}`).sort();
const [lapsed] = [leaseSeconds + 5];

describe.each(databases)('on %s,', (_, createPlace) => {
  let database: TestPlace;
  beforeEach(async () => {
    database = await createPlace();
  });
  afterEach(() => database.drop());

  const pipeline = (options: { laterBySeconds?: number; around?: (real: Deliveries) => Deliveries } = {}) => {
    const { laterBySeconds = 0, ...rest } = options;
    const clock = { now: () => new Date(Date.now() + laterBySeconds * 1000) };
    return openPipeline({
      place: database.place,
      sandboxUrl: sandbox.url,
      clock,
      drainsByItself: false,
      ...rest,
    });
  };

  it('a worker that wakes up after its lease completes nothing, and its receiver has each event once', async () => {
    const asleep = Promise.withResolvers<void>();
    const stuck = pipeline({
      around: (real) => ({
        ...real,
        'klaviyo.event': async (message) => {
          await asleep.promise;
          return real['klaviyo.event'](message);
        },
      }),
    });
    const [paid] = stepsOf(story);
    if (paid) await takeStep(stuck, paid);
    const late = drainOutbox(stuck);
    // The mail nobody sends ends at once, while the events hang.
    await expect
      .poll(() => outboxOf(stuck))
      .toEqual(['email suppressed', ...Array(3).fill('klaviyo.event sending')]);

    const other = pipeline({ laterBySeconds: lapsed });
    expect(await drainOutbox(other)).toMatchObject({ sent: 3, suppressed: 0 });
    const settled = (await other.store.list('outbox', { limit: 9 })).rows;
    asleep.resolve();

    expect(await late).toEqual({ sent: 0, suppressed: 1, retrying: 0, dead: 0 });
    expect((await other.store.list('outbox', { limit: 9 })).rows).toEqual(settled);
    expect(announced(sandbox, story)).toEqual(paymentEvents(story));
    expect(sandbox.klaviyo.requests()).toBe(6);
    await Promise.all([stuck.store.close(), other.store.close()]);
  });

  it('a process stopped between delivery and completion, and continued after its lease, changes nothing any more', {
    timeout: 60_000,
  }, async () => {
    const [paid] = story.events;
    if (!paid) throw new Error('The story has no payment.');
    const zombie = await startCrashing({
      place: database.place,
      sandboxUrl: sandbox.url,
      crashAt: 'after klaviyo.event',
      signal: 'SIGSTOP',
    });
    onTestFinished(zombie.end);
    const { headers, body } = signedEvent(paid, new Date());
    // Delivered again while it has not come that far: a duplicate has the outbox looked after, too.
    const deliver = () =>
      fetch(`${zombie.url}/webhook`, {
        method: 'POST',
        headers,
        body: Buffer.from(body),
        signal: AbortSignal.timeout(5_000),
      }).catch(() => {});
    await deliver();
    const stopped = async () => {
      const boundary = await Promise.race([zombie.crashed, wait(3_000, null)]);
      if (boundary === null) await deliver();
      return boundary;
    };
    await expect.poll(stopped, { timeout: 40_000 }).toBe('after klaviyo.event');

    const other = openSuccessor(database.place, sandbox);
    await recover(other, story);
    const settled = (await other.store.list('outbox', { limit: 9 })).rows;
    process.kill(zombie.pid, 'SIGCONT');
    await fetch(`${zombie.url}/settled`);

    expect((await other.store.list('outbox', { limit: 9 })).rows).toEqual(settled);
    expect(await outboxOf(other)).toEqual([
      'email suppressed',
      'email suppressed',
      ...Array(4).fill('klaviyo.event sent'),
    ]);
    expect(announced(sandbox, story)).toEqual(storyEvents(story));
    await other.store.close();
  });
});
