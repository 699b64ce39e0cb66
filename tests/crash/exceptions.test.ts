import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StoreUnavailableError } from '#domain/errors.ts';
import type { Sandbox } from '#sandbox/server.ts';
import { databases, type TestPlace } from '#tests/setup/stores.ts';
import { failurePoints } from './boundaries.ts';
import { type Crossing, openPipeline } from './pipeline.ts';
import { expectRecordedOnce, silentSandbox, stepsOf, takeStep, tellStory } from './purchase-story.ts';
import { openSuccessor, recover, type Successor } from './recovery.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await silentSandbox();
});
afterAll(() => sandbox.close());

const errors = {
  'an unexpected exception': () => new TypeError('A planted exception.'),
  'a database that seems to be gone': () => new StoreUnavailableError('A planted outage.'),
};

describe.each(databases)('on %s,', (kind, createPlace) => {
  const { inWords, points, kinds } = failurePoints[kind];
  let database: TestPlace;
  let successor: Successor;
  const pipeline = (cross: Crossing) =>
    openPipeline({ place: database.place, sandboxUrl: sandbox.url, cross });
  beforeAll(async () => {
    database = await createPlace();
    successor = openSuccessor(database.place, sandbox);
  });
  afterAll(async () => {
    await successor.store.close();
    await database.drop();
  });

  it.each(Object.entries(errors))(
    `%s ${inWords} loses nothing and does nothing twice`,
    { timeout: 120_000 },
    async (_, error) => {
      const fired: string[] = [];
      for (const point of points()) {
        const boundary = await failAt(point, error);
        if (boundary === null) break;
        fired.push(boundary);
      }
      // Steps run side by side, so the numbers of a run may pass a kind by: it is named then.
      for (const kind of kinds.filter((each) => !fired.includes(each)))
        fired.push((await failAt(kind, error)) ?? `never ${kind}`);
      expect(fired).toEqual(expect.arrayContaining([...kinds]));
    },
  );

  it('an exception behind the commit leaves an applied event applied', async () => {
    const story = await tellStory(sandbox);
    const [paid] = story.events;
    if (!paid) throw new Error('The story has no payment.');
    let failed = false;
    const app = pipeline((boundary) => {
      if (boundary !== 'after commit' || failed) return;
      failed = true;
      throw new TypeError('A planted exception.');
    });
    expect(await takeStep(app, { event: paid })).toBe(false);
    const { rows } = await app.store.list('webhook_logs', { where: { event_id: paid.id }, limit: 2 });
    expect(rows).toMatchObject([{ status: 'success', next_attempt_at: null, attempts: 1 }]);
    expect(await takeStep(app, { event: paid })).toBe(true);
    await app.store.close();
  });

  /** Plays a story to a pipeline that fails once, at one boundary, and has a successor finish it. Answers the boundary. */
  async function failAt(point: number | string, error: () => Error): Promise<string | null> {
    const story = await tellStory(sandbox);
    let crossed = 0;
    let failedAt: string | null = null;
    const app = pipeline((boundary) => {
      crossed += 1;
      if (failedAt !== null || (crossed - 1 !== point && boundary !== point)) return;
      failedAt = boundary;
      throw error();
    });
    for (const step of stepsOf(story)) await takeStep(app, step);
    await app.store.close();
    await recover(successor, story);
    await expectRecordedOnce(successor, sandbox, story);
    return failedAt;
  }
});
