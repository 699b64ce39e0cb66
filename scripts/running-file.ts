/** Which run holds a data folder: so that a second start, a clean-up and the other commands know of the first. */
import * as fs from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { signalGroup } from './child.ts';
import { SetupError } from './setup-error.ts';
import { storeKinds } from './store-kind.ts';

const RunningFile = z.object({
  pid: z.int().positive(),
  shopUrl: z.string(),
  sandboxUrl: z.string(),
  mailUrl: z.string().optional(),
  /** The kind of storage, which the other commands are to look into too. */
  store: z.enum(storeKinds).optional(),
  pids: z.array(z.int().positive()),
});

export type RunningFile = z.infer<typeof RunningFile>;

const endTimeoutMs = 5_000;

const fileIn = (dataDir: string) => path.join(dataDir, 'running.json');

/** Answers the run that is written down, whether it still lives or not. */
function readRunning(dataDir: string): RunningFile | undefined {
  const file = fileIn(dataDir);
  if (!fs.existsSync(file)) return undefined;
  try {
    return RunningFile.parse(JSON.parse(fs.readFileSync(file, 'utf8')));
  } catch {
    // Cut off by a crash while it was written: nothing in it can be relied on.
    return undefined;
  }
}

/** Answers the run that is up at this moment. */
export function liveRun(dataDir: string): RunningFile | undefined {
  const run = readRunning(dataDir);
  return run && runsOurs(run.pid) ? run : undefined;
}

export const writeRunning = (dataDir: string, run: RunningFile): void =>
  fs.writeFileSync(fileIn(dataDir), `${JSON.stringify(run)}\n`);

export const removeRunning = (dataDir: string): void => fs.rmSync(fileIn(dataDir), { force: true });

/** Refuses a second run on the same folder, and ends what a killed one left behind. Throws SetupError. */
export async function claimFolder(dataDir: string): Promise<void> {
  const run = readRunning(dataDir);
  if (!run) return;
  if (runsOurs(run.pid)) {
    throw new SetupError(
      `The shop is already running at ${run.shopUrl} (process ${run.pid}). ` +
        'Use that one, or stop it with Ctrl-C in its terminal first.',
    );
  }
  // The database is joined rather than ended: it is not a Node program and is left out here.
  const left = run.pids.filter(runsOurs);
  for (const pid of left) signalGroup(pid, 'SIGKILL');
  // Until they are gone, they hold the ports this run wants.
  const deadline = performance.now() + endTimeoutMs;
  while (!left.every(hasEnded) && performance.now() < deadline) await wait(20);
  removeRunning(dataDir);
}

const ours = /scripts\/start\.ts|sandbox\/main\.ts|next\/dist\/bin\/next|next-server/;

/** Whether one of our programs runs under this number; numbers are used again. */
function runsOurs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    if (process.platform !== 'linux') return true;
    return ours.test(fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
  } catch {
    return false;
  }
}

/** Whether a process has let go of everything; one that nobody waited for still has its number. */
function hasEnded(pid: number): boolean {
  try {
    process.kill(pid, 0);
    if (process.platform !== 'linux') return false;
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The state follows the name, which is in brackets: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
    return stat.charAt(stat.lastIndexOf(')') + 2) === 'Z';
  } catch {
    return true;
  }
}
