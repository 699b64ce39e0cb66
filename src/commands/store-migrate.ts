/** `npm run store:migrate`: moves every record from one database to the other, verified; see docs/moving-stores.md. */
import { StoreUnavailableError } from '#domain/errors.ts';
import { EnvError, loadStoreAccess } from '#libs/Env.ts';
import { createProgressBar } from '#libs/ProgressBar.ts';
import { MoveRefusal } from '#libs/store/move/begin.ts';
import { TooDifferentError } from '#libs/store/move/comparison.ts';
import { createJournal, JournalError } from '#libs/store/move/journal.ts';
import { OrphanError, TakenError } from '#libs/store/transfer.ts';
import { openTransfer, type StoreKind } from '#server/transfers.ts';
import { type Options, readOptions } from './store-migrate/options.ts';
import { dryRun, runCutOver, runMove } from './store-migrate/run-move.ts';

const interrupted = 130;
const tasks = { 'dry run': dryRun, move: runMove, 'cut-over': runCutOver };

async function main(options: Options, stop: AbortSignal): Promise<number> {
  if (options.task === 'thaw') return thaw(options.store);
  const env = loadStoreAccess();
  const { from, to } = options.route;
  const ends = { source: openTransfer(from, env), target: openTransfer(to, env) };
  const journal = createJournal(options.cursor, { from: ends.source.name, to: ends.target.name });
  if (options.restart) journal.remove();
  try {
    const move = {
      ...{ ends, journal, stop, merge: options.merge },
      progress: createProgressBar(process.stdout),
      say: (line: string) => console.log(line),
    };
    return await tasks[options.task]({ move, route: options.route, shopUrl: env.APP_URL });
  } finally {
    void Promise.allSettled([ends.source.close(), ends.target.close()]);
  }
}

async function thaw(kind: StoreKind): Promise<number> {
  const store = openTransfer(kind, loadStoreAccess());
  try {
    const freeze = await store.frozen();
    await store.thaw();
    console.log(freeze ? `${store.name} takes writes again.` : `${store.name} was not frozen.`);
    return 0;
  } finally {
    void store.close();
  }
}

/** Ends the work at the next opportunity, which leaves the shop open; a second signal ends it at once. */
function stopOnSignal(): AbortSignal {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(interrupted);
    console.error('\nStopping after what is under way; once more stops at once.');
    controller.abort();
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  return controller.signal;
}

const told = [
  ...[MoveRefusal, JournalError, TooDifferentError, OrphanError, TakenError],
  ...[EnvError, StoreUnavailableError, RangeError],
];

/** Milliseconds after which a connection to a database that is gone keeps nobody waiting. */
const closingMs = 5_000;

const stop = stopOnSignal();
try {
  process.exitCode = await main(readOptions(), stop);
} catch (error) {
  process.exitCode = stop.aborted ? interrupted : error instanceof TooDifferentError ? 2 : 1;
  if (stop.aborted) console.error('\nInterrupted. The same command goes on where it stopped.');
  else console.error(told.some((kind) => error instanceof kind) ? `\n${(error as Error).message}` : error);
}
// Does nothing unless something is left open.
setTimeout(() => process.exit(), closingMs).unref();
