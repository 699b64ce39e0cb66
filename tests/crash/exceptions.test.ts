import { afterAll, beforeAll, expect, it } from 'vitest';
import { StoreUnavailableError } from '#domain/errors.ts';
import { leaseSeconds } from '#domain/outbox.ts';
import type { Sandbox } from '#sandbox/server.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { type Crossing, openPipeline, type Pipeline } from './pipeline.ts';
import {
  expectRecordedOnce,
  recover,
  silentSandbox,
  stepsOf,
  takeStep,
  tellStory,
} from './purchase-story.ts';

let sandbox: Sandbox;
let database: TestDatabase;
let successor: Pipeline;
beforeAll(async () => {
  sandbox = await silentSandbox();
  database = await createTestDatabase();
  const clock = { now: () => new Date(Date.now() + (leaseSeconds + 5) * 1000) };
  successor = openPipeline({ databaseUrl: database.url, sandboxUrl: sandbox.url, clock });
});
afterAll(async () => {
  await successor.store.close();
  await sandbox.close();
  await database.drop();
});

const errors = {
  'an unexpected exception': () => new TypeError('A planted exception.'),
  'a database that seems to be gone': () => new StoreUnavailableError('A planted outage.'),
};

it.each(Object.entries(errors))(
  '%s between any two steps loses nothing and does nothing twice',
  { timeout: 120_000 },
  async (_, error) => {
    const fired: string[] = [];
    for (let nth = 0; ; nth++) {
      const boundary = await failAt(nth, error);
      if (boundary === null) break;
      fired.push(boundary);
    }
    const steps = [
      'parseWebhook',
      'commit',
      'acknowledge',
      'claim',
      'klaviyo.event',
      'settle',
      'load',
      'list',
    ];
    expect(fired).toEqual(
      expect.arrayContaining(steps.flatMap((step) => [`before ${step}`, `after ${step}`])),
    );
  },
);

it('an exception behind the commit leaves an applied event applied', async () => {
  const story = await tellStory(sandbox);
  const [paid] = story.events;
  if (!paid) throw new Error('The story has no payment.');
  const cross: Crossing = (boundary) => {
    if (boundary === 'after commit' && !failed) {
      failed = true;
      throw new TypeError('A planted exception.');
    }
  };
  let failed = false;
  const app = openPipeline({ databaseUrl: database.url, sandboxUrl: sandbox.url, cross });
  expect(await takeStep(app, { event: paid })).toBe(false);
  const { rows } = await app.store.list('webhook_logs', { where: { event_id: paid.id }, limit: 2 });
  expect(rows).toMatchObject([{ status: 'success', next_attempt_at: null, attempts: 1 }]);
  expect(await takeStep(app, { event: paid })).toBe(true);
  await app.store.close();
});

/** Plays a story to a pipeline that fails once, at its nth boundary, and has a successor finish it. Answers the boundary. */
async function failAt(nth: number, error: () => Error): Promise<string | null> {
  const story = await tellStory(sandbox);
  let crossed = 0;
  let failedAt: string | null = null;
  const cross: Crossing = (boundary) => {
    crossed += 1;
    if (crossed - 1 !== nth) return;
    failedAt = boundary;
    throw error();
  };
  const app = openPipeline({ databaseUrl: database.url, sandboxUrl: sandbox.url, cross });
  for (const step of stepsOf(story)) await takeStep(app, step);
  await app.store.close();
  await recover(successor, story);
  await expectRecordedOnce(successor, sandbox, story);
  return failedAt;
}
