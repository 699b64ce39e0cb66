/** `npm run outbox:drain`: sends everything that is owed to the outside and due. */
import { StoreUnavailableError } from '#domain/errors.ts';
import { EnvError, loadEnv } from '#libs/Env.ts';
import { createContext } from '#server/context.ts';
import { type DrainCount, drainOutbox } from '#services/drain-outbox.ts';
import { inRequest } from '#services/in-request.ts';

/** Seconds after which it is left to the next run what is still due. */
const budgetSeconds = 3600;

async function main(): Promise<DrainCount> {
  const app = createContext(loadEnv(), { defer: (work) => void work(), logTo: 'stderr' });
  try {
    const run = { door: 'command outbox:drain', traceparent: null };
    return await inRequest(app, run, () => drainOutbox(app, { budgetSeconds }));
  } finally {
    await app.store.close();
  }
}

const messages = (count: number): string => `${count} ${count === 1 ? 'message' : 'messages'}`;

function wordsFor({ sent, suppressed, retrying, dead }: DrainCount): string[] {
  if (sent + suppressed + retrying + dead === 0) return ['Nothing was due.'];
  return [
    `${messages(sent)} sent.`,
    ...(suppressed > 0
      ? [`${messages(suppressed)} deliberately not sent, the reason is kept with each.`]
      : []),
    ...(retrying > 0 ? [`${messages(retrying)} did not arrive and will be tried again.`] : []),
    ...(dead > 0 ? [`${messages(dead)} given up: mend the cause, then revive them.`] : []),
  ];
}

try {
  const count = await main();
  for (const line of wordsFor(count)) console.log(line);
  if (count.dead > 0) process.exitCode = 1;
} catch (error) {
  const told = error instanceof EnvError || error instanceof StoreUnavailableError;
  console.error(told ? error.message : error);
  process.exitCode = 1;
}
