import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Store } from '#libs/store/store.ts';
import { seededRandom } from '#sandbox/random.ts';
import { type Sandbox, startSandbox } from '#sandbox/server.ts';
import { openStoreAt, type StorePlace } from '#tests/setup/store-place.ts';
import { type Difference, differenceOf, oweAll, owedEvents } from './messages.ts';

export type SoakTerms = {
  readonly messages: number;
  readonly seed: number;
  /** How often a worker is killed; another one takes its place at once. */
  readonly kills: number;
  readonly workers: number;
  readonly limits: { readonly perSecond: number; readonly perMinute: number };
  /** Shares of calls that are answered 500, never answered, and answered into a broken connection. */
  readonly faults: { readonly errorRate: number; readonly hangRate: number; readonly loseAnswerRate: number };
};

export type SoakResult = Difference & {
  readonly owed: number;
  readonly arrived: number;
  readonly unfinished: number;
  /** How long the processes took to start, until the first of them called. */
  readonly startSeconds: number;
  /** From the first call until nothing was owed any more. */
  readonly seconds: number;
  /** The least time the limit of the minute allows for so many messages. */
  readonly leastSeconds: number;
  readonly calls: number;
  readonly throttled: number;
  readonly kills: number;
};

/** Owes messages, lets processes drain them that are killed on the way, and compares what arrived with what was owed. */
export async function soakKlaviyo(terms: SoakTerms, place: StorePlace): Promise<SoakResult> {
  const { limits, faults, seed } = terms;
  const sandbox = await startSandbox({ seed, faults: { klaviyo: { ...limits, ...faults } } });
  const store = openStoreAt(place);
  const workers = new Set<ChildProcess>();
  const start = () => workers.add(startWorker(terms, { place, sandbox }));
  try {
    const owed = owedEvents(terms.messages, new Date(Date.now() - 24 * 3600 * 1000));
    await oweAll(store, owed, new Date());
    const began = performance.now();
    for (let nth = 0; nth < terms.workers; nth++) start();
    while (sandbox.klaviyo.calls().made === 0) await wait(20);
    const called = performance.now();
    const kills = await killAndAwait(terms, { sandbox, store, workers, start });
    const ended = performance.now();
    const { made, throttled } = sandbox.klaviyo.calls();
    const arrived = sandbox.klaviyo.events();
    return {
      ...differenceOf(owed, arrived),
      owed: owed.length,
      arrived: arrived.length,
      unfinished: await unfinishedIn(store),
      startSeconds: inSeconds(called - began),
      seconds: inSeconds(ended - called),
      leastSeconds: inSeconds((owed.length / limits.perMinute) * 60_000),
      calls: made,
      throttled,
      kills,
    };
  } finally {
    for (const worker of workers) worker.kill('SIGKILL');
    await store.close();
    await sandbox.close();
  }
}

const inSeconds = (milliseconds: number): number => Math.round(milliseconds / 100) / 10;

type Stage = {
  readonly sandbox: Sandbox;
  readonly store: Store;
  readonly workers: Set<ChildProcess>;
  readonly start: () => void;
};

/** Kills a worker whenever so much has arrived as the seed says, and resolves once nothing is owed any more. */
async function killAndAwait({ messages, kills, seed }: SoakTerms, stage: Stage): Promise<number> {
  const random = seededRandom(seed);
  // In the first half, so that the leases of the dead lapse before the end.
  const marks = Array.from({ length: kills }, () => random() * 0.5 * messages).sort((a, b) => a - b);
  let killed = 0;
  for (;;) {
    const arrived = stage.sandbox.klaviyo.events().length;
    const mark = marks[killed];
    if (mark !== undefined && arrived >= mark) {
      const [victim] = stage.workers;
      if (!victim) throw new Error('No worker is left.');
      stage.workers.delete(victim);
      victim.kill('SIGKILL');
      killed += 1;
      stage.start();
    }
    if (arrived >= messages && killed === kills && (await unfinishedIn(stage.store)) === 0) return killed;
    await wait(100);
  }
}

async function unfinishedIn(store: Store): Promise<number> {
  const window = { from: new Date(0), until: new Date(Date.now() + 3600_000) };
  const rows = await store.stats('outbox', { ...window, by: ['status'] });
  return rows.filter(({ values: [status] }) => status !== 'sent').reduce((sum, { count }) => sum + count, 0);
}

function startWorker({ limits }: SoakTerms, { place, sandbox }: { place: StorePlace; sandbox: Sandbox }) {
  return spawn(process.execPath, [path.join(import.meta.dirname, 'worker.ts')], {
    cwd: path.resolve(import.meta.dirname, '../..'),
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      STORE_PLACE: JSON.stringify(place),
      SANDBOX_URL: sandbox.url,
      CALL_LIMITS: JSON.stringify(limits),
    },
  });
}
