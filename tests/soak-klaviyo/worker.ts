/** One of the processes that drain the outbox until they are killed. */
import { setTimeout as wait } from 'node:timers/promises';
import { StoreUnavailableError } from '#domain/errors.ts';
import { drainOutbox } from '#services/drain-outbox.ts';
import { openPipeline } from '#tests/crash/pipeline.ts';

const { STORE_PLACE = '', SANDBOX_URL = '', CALL_LIMITS = '' } = process.env;
const app = openPipeline({
  place: JSON.parse(STORE_PLACE),
  sandboxUrl: SANDBOX_URL,
  limits: JSON.parse(CALL_LIMITS),
});

for (;;) {
  try {
    await drainOutbox(app, { budgetSeconds: 5 });
  } catch (error) {
    // As with cron: a run that met a database too slow to answer is followed by the next one.
    if (!(error instanceof StoreUnavailableError)) throw error;
  }
  await wait(100);
}
