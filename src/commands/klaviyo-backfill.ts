/** `npm run klaviyo:backfill`: sends history again, with its own times and ids and without setting off a flow. */
import { parseArgs } from 'node:util';
import { StoreUnavailableError } from '#domain/errors.ts';
import { RolittKlaviyoEvents } from '#domain/marketing/catalogue.ts';
import { EnvError, loadEnv } from '#libs/Env.ts';
import { createContext } from '#server/context.ts';
import { type BackfillTerms, backfillEvents } from '#services/backfill-events.ts';
import { drainOutbox } from '#services/drain-outbox.ts';

const metrics = Object.values(RolittKlaviyoEvents).map(({ metric }): string => metric);
const usage = `Usage: npm run klaviyo:backfill -- --since=2026-11-01 --metric="Placed Order" [--metric=…] [--dry-run]
  Metrics: ${metrics.join(', ')}.
  It may be broken off and run again: every event is sent once.`;

/** Seconds after which cron goes on with what is still due. */
const budgetSeconds = 3600;

/** The command cannot go on; its message is for the person who typed it. */
class Refusal extends Error {}

function termsFrom(): BackfillTerms {
  try {
    const { values } = parseArgs({
      options: {
        since: { type: 'string', default: '' },
        metric: { type: 'string', multiple: true, default: [] },
        'dry-run': { type: 'boolean', default: false },
      },
    });
    const since = new Date(values.since);
    const known = values.metric.length > 0 && values.metric.every((metric) => metrics.includes(metric));
    if (known && !Number.isNaN(since.getTime()))
      return { since, metrics: values.metric, isDryRun: values['dry-run'] };
  } catch {
    // What is wrong with it is told by the usage.
  }
  throw new Refusal(usage);
}

async function main(): Promise<void> {
  const terms = termsFrom();
  const app = createContext(loadEnv(), { defer: (work) => void work() });
  try {
    for (const { metric, found } of await backfillEvents(app, terms)) console.log(`${found}  ${metric}`);
    if (terms.isDryRun) return console.log('Nothing was written or sent.');
    const { sent, suppressed, retrying, dead } = await drainOutbox(app, { budgetSeconds });
    console.log(`${sent} sent, ${suppressed} suppressed, ${retrying} tried again later, ${dead} given up.`);
  } finally {
    await app.store.close();
  }
}

try {
  await main();
} catch (error) {
  const told = [Refusal, EnvError, StoreUnavailableError].some((kind) => error instanceof kind);
  console.error(told ? (error as Error).message : error);
  process.exitCode = 1;
}
