import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '#sandbox/server.ts';
import type { StorePlace } from '#tests/setup/store-place.ts';
import { databases, type TestPlace } from '#tests/setup/stores.ts';
import { killPoints } from './boundaries.ts';
import { type CrashingProcess, discardProgram, startCrashing } from './crashing-process.ts';
import {
  expectRecordedOnce,
  type Step,
  signedEvent,
  silentSandbox,
  stepsOf,
  tellStory,
} from './purchase-story.ts';
import { openSuccessor, recover, type Successor } from './recovery.ts';

/** Each lane has a database of its own; more of them than processors would only wait for each other. */
const lanes = 2;

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await silentSandbox();
});
afterAll(() => sandbox.close());
afterAll(discardProgram);

describe.each(databases)('on %s,', (kind, createPlace) => {
  const { inWords, points, kinds } = killPoints[kind];
  let places: TestPlace[] = [];
  beforeAll(async () => {
    places = await Promise.all(Array.from({ length: lanes }, createPlace));
  });
  afterAll(() => Promise.all(places.map(({ drop }) => drop())));

  it(`killed ${inWords}, the pipeline loses nothing and does nothing twice`, {
    timeout: 300_000,
  }, async () => {
    const fired: string[] = [];
    let left: Iterator<number | string> = points()[Symbol.iterator]();
    const lane = async ({ place }: TestPlace) => {
      const successor = openSuccessor(place, sandbox);
      for (let next = left.next(); !next.done; next = left.next()) {
        const boundary = await killAt(next.value, place, successor);
        if (boundary === null) break;
        fired.push(boundary);
      }
      await successor.store.close();
    };
    await Promise.all(places.map(lane));
    // Steps run side by side, so the numbers of a run may pass a kind by: it is named then.
    left = kinds.filter((kind) => !fired.includes(kind))[Symbol.iterator]();
    await Promise.all(places.map(lane));
    expect(fired).toEqual(expect.arrayContaining([...kinds]));
  });
});

/** Plays a story to a process that dies at one boundary, and has a successor finish it. Answers the boundary. */
async function killAt(
  crashAt: number | string,
  place: StorePlace,
  successor: Successor,
): Promise<string | null> {
  const story = await tellStory(sandbox);
  const victim = await startCrashing({ place, sandboxUrl: sandbox.url, crashAt });
  try {
    for (const step of stepsOf(story)) if (!(await survives(victim, step))) break;
  } finally {
    await victim.end();
  }
  await recover(successor, story);
  await expectRecordedOnce(successor, sandbox, story);
  return victim.crashedAt();
}

/** Takes a step and waits for what it deferred; false once the process is gone. */
async function survives({ url }: CrashingProcess, step: Step): Promise<boolean> {
  try {
    if ('returns' in step) await fetch(`${url}/result?session_id=${step.returns}`);
    else {
      const { headers, body } = signedEvent(step.event, new Date());
      await fetch(`${url}/webhook`, { method: 'POST', headers, body: Buffer.from(body) });
    }
    await fetch(`${url}/settled`);
    return true;
  } catch {
    return false;
  }
}
