import { afterAll, beforeAll, expect, it } from 'vitest';
import { leaseSeconds } from '#domain/outbox.ts';
import type { Sandbox } from '#sandbox/server.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { type CrashingProcess, startCrashing } from './crashing-process.ts';
import { openPipeline, type Pipeline } from './pipeline.ts';
import {
  expectRecordedOnce,
  recover,
  type Step,
  signedEvent,
  silentSandbox,
  stepsOf,
  tellStory,
} from './purchase-story.ts';

/** Each lane has a database of its own; more of them than processors would only wait for each other. */
const lanes = 2;

let sandbox: Sandbox;
let databases: TestDatabase[] = [];
beforeAll(async () => {
  sandbox = await silentSandbox();
  databases = await Promise.all(Array.from({ length: lanes }, createTestDatabase));
});
afterAll(async () => {
  await sandbox.close();
  await Promise.all(databases.map((database) => database.drop()));
});

/** By then every lease of a killed process has lapsed. */
const later = { now: () => new Date(Date.now() + (leaseSeconds + 5) * 1000) };

it('killed between any two steps, the pipeline loses nothing and does nothing twice', {
  timeout: 300_000,
}, async () => {
  const fired: string[] = [];
  let next = 0;
  let complete = false;
  const lane = async ({ url: databaseUrl }: TestDatabase) => {
    const successor = openPipeline({ databaseUrl, sandboxUrl: sandbox.url, clock: later });
    while (!complete) {
      const boundary = await killAt(next++, databaseUrl, successor);
      if (boundary === null) complete = true;
      else fired.push(boundary);
    }
    await successor.store.close();
  };
  await Promise.all(databases.map(lane));
  const steps = ['parseWebhook', 'commit', 'acknowledge', 'claim', 'klaviyo.event', 'settle', 'load', 'list'];
  const boundaries = steps.flatMap((step) => [`before ${step}`, `after ${step}`]);
  expect(fired).toEqual(expect.arrayContaining(boundaries));
});

/** Plays a story to a process that dies at its nth boundary, and has a successor finish it. Answers the boundary. */
async function killAt(nth: number, databaseUrl: string, successor: Pipeline): Promise<string | null> {
  const story = await tellStory(sandbox);
  const victim = await startCrashing({ databaseUrl, sandboxUrl: sandbox.url, crashAt: nth });
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
