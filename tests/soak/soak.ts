/** `npm run soak`: many purchases, a shop that is killed, providers that fail, and a reconciliation of everything. */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { inspect } from 'node:util';
import { type Product, startProduct } from '#scripts/product.ts';
import { runMain, SetupError } from '#scripts/setup-error.ts';
import { refuseLeaks } from '#tests/leaks.ts';
import { gather, openRecords, openWork } from './evidence.ts';
import { type Nemesis, nemesis } from './nemesis.ts';
import { type SoakOptions, soakOptions } from './options.ts';
import { type Evidence, reconcile } from './reconcile.ts';
import { judge, reportText, type SoakResult } from './report.ts';
import { type SandboxControl, sandboxControl } from './sandbox-control.ts';
import { planSoak, type Schedule } from './schedule.ts';
import { goShopping, type Visited } from './shopper.ts';

const say = (line: string) =>
  void process.stdout.write(`soak: ${Math.round(performance.now() / 1000)} s  ${line}\n`);

async function main(): Promise<void> {
  const options = soakOptions(process.argv.slice(2));
  const stopping = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => stopping.abort());
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'rolitt-soak-'));
  // The database server may run as another user, who has to be able to enter.
  fs.chmodSync(dataDir, 0o711);
  try {
    const result = await soak(options, dataDir, stopping.signal);
    process.stdout.write(`\n${reportText(result)}\n`);
    if (options.json) fs.writeFileSync(options.json, `${JSON.stringify(result, null, 2)}\n`);
    process.exitCode = result.ok ? 0 : 2;
  } finally {
    fs.rmSync(dataDir, { recursive: true, force: true });
  }
}

async function soak(options: SoakOptions, dataDir: string, signal: AbortSignal): Promise<SoakResult> {
  const startedAt = performance.now();
  const schedule = planSoak(options);
  let trouble: Nemesis | undefined;
  const lines: string[] = [];
  const product = await startProduct({
    dataDir,
    build: true,
    store: options.store,
    signal,
    env: { SANDBOX_SEED: String(options.seed) },
    report: say,
    onLine: (program, line) => {
      if (program !== 'shop') return;
      lines.push(line);
      trouble?.onShopLine(line);
    },
  });
  try {
    if (!product.sandboxUrl) throw new Error('The soak needs the sandbox; unset the keys of real providers.');
    const sandbox = sandboxControl(product.sandboxUrl);
    trouble = nemesis(schedule, { product, sandbox, say });
    const evidence = await runToRest({ options, schedule, product, sandbox, trouble, signal });
    refuseLeaks(lines, product.env);
    return judge({
      ...reconcile(evidence),
      seed: options.seed,
      store: options.store,
      commit: currentCommit(),
      purchases: options.purchases,
      durationSeconds: Math.round((performance.now() - startedAt) / 1000),
      faults: await struck(options, evidence, { sandbox, trouble }),
    });
  } finally {
    await product.stop();
  }
}

type Run = {
  options: SoakOptions;
  schedule: Schedule;
  product: Product;
  sandbox: SandboxControl;
  trouble: Nemesis;
  signal: AbortSignal;
};

/** Whoever was unlucky five times running is tried again after minutes only; once more would outlast the patience. */
const calmAfterMs = 10_000;

async function runToRest(run: Run): Promise<Evidence> {
  const { options, sandbox, product, trouble } = run;
  const loseAnswerRate = Math.min(0.5, Math.max(0.05, 3 / options.purchases));
  await sandbox.setFaults({
    webhook: { duplicate: options.duplicates, reorderMs: 400, delayMs: 20 },
    klaviyo: { loseAnswerRate, latencyMs: 30 },
    mail: { loseAnswerRate: 0.12, latencyMs: 10 },
    stripe: { latencyMs: 20 },
  });
  const visited = await visitAll(run);
  await trouble.done();
  say('all shoppers are gone; waiting until everything has come to rest');
  const records = openRecords(product);
  try {
    const deadline = performance.now() + options.patience * 1000;
    const calmFrom = performance.now() + calmAfterMs;
    while (performance.now() < deadline) {
      run.signal.throwIfAborted();
      if (performance.now() > calmFrom)
        await sandbox.setFaults({ klaviyo: { loseAnswerRate: 0 }, mail: { loseAnswerRate: 0 } });
      for (const job of ['outbox', 'sweep']) await ping(product, job);
      if ((await sandbox.isIdle()) && (await openWork(records)) === 0) break;
      await wait(500);
    }
    return await gather(records, sandbox, visited);
  } finally {
    await records.close();
  }
}

/** What an external pinger does; when nobody answers it comes again anyway. */
async function ping(product: Product, job: string): Promise<void> {
  const headers = { authorization: `Bearer ${product.env.CRON_SECRET}` };
  const answer = await fetch(`${product.shopUrl}/api/cron/${job}`, { headers });
  await answer.body?.cancel();
}

async function visitAll(run: Run): Promise<Visited[]> {
  const { options, schedule, product, sandbox, trouble } = run;
  const visited: Visited[] = [];
  const left = [...schedule.visits];
  const { onCheckout, onPay } = trouble;
  const around = { shopUrl: product.shopUrl, sandbox, onCheckout, onPay };
  const shopper = async () => {
    for (let visit = left.shift(); visit; visit = left.shift()) {
      run.signal.throwIfAborted();
      visited.push(await goShopping(visit, around));
      if (visited.length % 25 === 0) say(`${visited.length} of ${schedule.visits.length} visits are over`);
    }
  };
  await Promise.all(Array.from({ length: options.parallel }, shopper));
  return visited;
}

/** Every fault that was armed, by the traces it left. */
async function struck(
  options: SoakOptions,
  evidence: Evidence,
  { sandbox, trouble }: Pick<Run, 'sandbox' | 'trouble'>,
): Promise<Record<string, number>> {
  const { kill, ...storms } = trouble.fired();
  const { deliveries, recorded, mails } = evidence;
  const copies = deliveries.length - new Set(deliveries.map(({ event }) => event)).size;
  const repeated = deliveries.filter(({ attempts }) => attempts.length > 1).length;
  const mailedTwice = mails.length - new Set(mails.map(({ messageId }) => messageId)).size;
  const arrival = deliveries.map(({ attempts }) => attempts[0]?.at ?? 0);
  return {
    ...(options.duplicates > 0 ? { duplicate: copies } : {}),
    reordered: arrival.filter((at, nth) => nth > 0 && at < (arrival[nth - 1] ?? 0)).length,
    ...(options.kills > 0 ? { kill } : {}),
    // What the kills and a busy database cost; none at all is luck, not a missing fault.
    ...(repeated > 0 ? { repeated } : {}),
    lost_answer: (await sandbox.acceptedByKlaviyo()) - recorded.length,
    ...(mailedTwice > 0 ? { mail_lost_answer: mailedTwice } : {}),
    ...storms,
  };
}

function currentCommit(): string {
  const { stdout } = spawnSync('git', ['describe', '--always', '--dirty'], { encoding: 'utf8' });
  return stdout?.trim() || 'unknown';
}

await runMain(async () => {
  // Anything that ends a run before its reconciliation is a run that did not match.
  await main().catch((error) => {
    if (error instanceof SetupError) throw error;
    process.stderr.write(`${inspect(error)}\n`);
    process.exitCode = 2;
  });
});
