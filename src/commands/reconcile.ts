/** `npm run reconcile`: compares what the provider remembers with what is here, and books what is missing; see docs/console.md. */
import { parseArgs } from 'node:util';
import { PaymentError } from '#domain/errors.ts';
import { sinceMoment } from '#domain/since.ts';
import { EnvError, loadEnv } from '#libs/Env.ts';
import { createContext } from '#server/context.ts';
import { inRequest } from '#services/in-request.ts';
import { type ReconcileOptions, type Reconciliation, reconcile } from '#services/reconcile/reconcile.ts';

const usage = `Usage: npm run reconcile -- [--since 3d] [--dry-run]
  --since <when>  where to begin: 90m, 2h, 7d, or a date such as 2026-11-28T10:00Z; otherwise where the last run stopped
  --dry-run       says what differs and writes nothing
It ends with 0 when nothing differs, with 2 when something did (repaired or not) or time was up, with 1 when it could not run.`;

class UsageError extends Error {}

const budgetSeconds = 3600;

function readOptions(now: Date): ReconcileOptions {
  const { since, 'dry-run': dryRun } = parse();
  if (since === undefined) return { dryRun, budgetSeconds };
  const moment = sinceMoment(since, now);
  if (moment === null) throw new UsageError(usage);
  return { dryRun, budgetSeconds, since: moment };
}

function parse() {
  try {
    const options = { since: { type: 'string' }, 'dry-run': { type: 'boolean', default: false } } as const;
    return parseArgs({ options }).values;
  } catch {
    throw new UsageError(usage);
  }
}

async function main(options: ReconcileOptions): Promise<Reconciliation> {
  const afterwards: Promise<void>[] = [];
  const app = createContext(loadEnv(), { defer: (work) => void afterwards.push(work()), logTo: 'stderr' });
  try {
    const run = { door: 'command reconcile', traceparent: null };
    return await inRequest(app, run, () => reconcile(app, options));
  } finally {
    await Promise.all(afterwards);
    await app.store.close();
  }
}

function wordsFor({ drift, looked, complete, notes }: Reconciliation): string[] {
  const repaired = drift.filter((found) => found.repaired).length;
  return [
    ...notes,
    ...drift.map(({ repaired, sentence }) => `${repaired ? 'repaired' : 'differs '}  ${sentence}`),
    `Looked at ${looked.events} events, ${looked.pages} payment pages and ${looked.orders} orders: ${drift.length} differences, ${repaired} repaired.`,
    ...(complete ? [] : ['It is not at its end: run it again, it goes on from here.']),
  ];
}

try {
  const result = await main(readOptions(new Date()));
  for (const line of wordsFor(result)) console.log(line);
  if (result.drift.length > 0 || !result.complete) process.exitCode = 2;
} catch (error) {
  const told = [UsageError, EnvError, PaymentError].some((kind) => error instanceof kind);
  console.error(told ? (error as Error).message : error);
  process.exitCode = 1;
}
