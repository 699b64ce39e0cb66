/** `npm run replay`: drives events once more that failed, were ignored or never came; see docs/console.md. */
import { userInfo } from 'node:os';
import { PaymentError } from '#domain/errors.ts';
import type { Operator } from '#domain/operator.ts';
import { EnvError, loadEnv } from '#libs/Env.ts';
import { createContext } from '#server/context.ts';
import {
  countVerdicts,
  eventsToRecover,
  type Recovered,
  type Recovery,
  recoverEvents,
} from '#services/console/recover-events.ts';
import { inRequest } from '#services/in-request.ts';
import { type ReplayOptions, readReplayOptions, UsageError } from './replay/options.ts';

const budgetSeconds = 3600;
const operator: Operator = { name: userInfo().username, role: 'operator' };

async function main({ what, reason }: ReplayOptions): Promise<Recovery> {
  const afterwards: Promise<void>[] = [];
  const app = createContext(loadEnv(), { defer: (work) => void afterwards.push(work()), logTo: 'stderr' });
  try {
    return await inRequest(app, { door: 'command replay', traceparent: null }, async () => {
      const ids = 'ids' in what ? what.ids : (await eventsToRecover(app, operator, what)).map(({ id }) => id);
      return recoverEvents(app, operator, { ids, reason, budgetSeconds });
    });
  } finally {
    await Promise.all(afterwards);
    await app.store.close();
  }
}

const signs: Readonly<Record<Recovered['verdict'], string>> = {
  applies: '+',
  nothing: '=',
  ignored: '-',
  fails: '!',
  unknown: '?',
};

function wordsFor({ lines, left }: Recovery, isDryRun: boolean): string[] {
  const count = countVerdicts(lines);
  const will = isDryRun ? 'would be ' : '';
  const total = `${lines.length} ${lines.length === 1 ? 'event' : 'events'}: ${count.applies} ${will}applied, ${count.nothing} unchanged, ${count.ignored} ${will}ignored, ${count.fails} ${isDryRun ? 'would fail' : 'failed'}, ${count.unknown} not known.`;
  return [
    ...lines.map(({ id, event, verdict, sentence }) => `${signs[verdict]} ${id} ${event}  ${sentence}`),
    lines.length === 0 ? 'There is nothing to replay.' : total,
    ...(left > 0 ? [`${left} more were not reached: run it again.`] : []),
    ...(isDryRun && count.applies > 0
      ? ['Nothing was written. Give a --reason instead of --dry-run to apply it.']
      : []),
  ];
}

try {
  const options = readReplayOptions(new Date());
  const recovery = await main(options);
  for (const line of wordsFor(recovery, options.reason === null)) console.log(line);
  const { fails, unknown } = countVerdicts(recovery.lines);
  if (fails + unknown + recovery.left > 0) process.exitCode = 2;
} catch (error) {
  const told = [UsageError, EnvError, PaymentError].some((kind) => error instanceof kind);
  console.error(told || isFileError(error) ? (error as Error).message : error);
  process.exitCode = 1;
}

function isFileError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
