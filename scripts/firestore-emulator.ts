/** Google's Firestore emulator for laptops and tests: one per data folder, listening on 127.0.0.1 only. */
import * as fs from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { signalGroup, startChild } from './child.ts';
import {
  emulatorClass,
  type FoundEmulator,
  findFirestoreEmulator,
  howToGetIt,
  javaArguments,
} from './firestore-emulator-search.ts';
import { freePort } from './ports.ts';
import { SetupError } from './setup-error.ts';

export type EmulatorOptions = {
  /** Remembers which process runs for it, and keeps the data between two runs. */
  dataDir: string;
  /** The project whose documents are written to the folder at the end and read again at the start; without one, none. */
  keepProject?: string;
  found?: FoundEmulator;
  onLine?: (line: string) => void;
};

export type FirestoreEmulator = {
  /** Host and port, as FIRESTORE_EMULATOR_HOST takes them. */
  readonly host: string;
  /** What it is, in the words of a report. */
  readonly name: string;
  /** Undefined when somebody else started it. */
  readonly pid: number | undefined;
  /** True when one of this folder was running already, left by a parent that was killed. */
  readonly reused: boolean;
  /** Keeps the data if that was asked for, and ends the emulator unless somebody else started it. */
  stop(): Promise<void>;
};

const startTimeoutMs = 30_000;
const stopTimeoutMs = 10_000;

/** Starts the emulator of a data folder, or joins the one that runs already. Throws SetupError when it cannot. */
export async function startFirestoreEmulator(options: EmulatorOptions): Promise<FirestoreEmulator> {
  const found = options.found ?? findFirestoreEmulator();
  if (found.kind === 'none') {
    throw new SetupError(`No Firestore emulator was found: ${found.reason}. To get one, ${howToGetIt}.`);
  }
  if (found.kind === 'running') return joinForeign(found.host);
  fs.mkdirSync(options.dataDir, { recursive: true });
  const name = `official emulator ${found.version}`;
  const left = readRunning(options.dataDir);
  if (left && (await answers(left.host))) return handle({ ...left, name, reused: true }, options);
  return launch(found.jar, name, options);
}

async function joinForeign(host: string): Promise<FirestoreEmulator> {
  if (!(await answers(host))) {
    throw new SetupError(`FIRESTORE_EMULATOR_HOST names ${host}, but no Firestore emulator answers there.`);
  }
  return { host, name: `emulator at ${host}`, pid: undefined, reused: true, stop: async () => {} };
}

async function launch(jar: string, name: string, options: EmulatorOptions): Promise<FirestoreEmulator> {
  const port = await freePort();
  const host = `127.0.0.1:${port}`;
  const kept = exportFile(options.dataDir);
  const seed = options.keepProject && fs.existsSync(kept) ? [`--seed_from_export=${kept}`] : [];
  const child = startChild({
    command: 'java',
    args: [...javaArguments(jar), 'start', '--host=127.0.0.1', `--port=${port}`, ...seed],
    cwd: options.dataDir,
    env: process.env,
    onLine: options.onLine ?? (() => {}),
  });
  fs.writeFileSync(runningFile(options.dataDir), JSON.stringify({ pid: child.pid, host }));
  const deadline = performance.now() + startTimeoutMs;
  while (!(await answers(host))) {
    if (!child.hasEnded() && performance.now() < deadline) {
      await wait(50);
      continue;
    }
    await child.stop();
    throw new SetupError(`The Firestore emulator did not start. It said last:\n${child.lastLines()}`);
  }
  return handle({ pid: child.pid, host, name, reused: false }, options);
}

type Running = { pid: number; host: string; name: string; reused: boolean };

function handle({ pid, host, name, reused }: Running, options: EmulatorOptions): FirestoreEmulator {
  return {
    host,
    name,
    pid,
    reused,
    async stop() {
      // One that has ended already cannot be asked for its data any more.
      if (options.keepProject && isEmulator(pid)) await keep(host, options.dataDir, options.keepProject);
      await end(pid);
      fs.rmSync(runningFile(options.dataDir), { force: true });
    },
  };
}

/** Ends what a killed run left behind in a data folder. */
export async function endLeftEmulator(dataDir: string): Promise<void> {
  const left = readRunning(dataDir);
  if (left) await end(left.pid);
}

async function end(pid: number): Promise<void> {
  if (!isEmulator(pid)) return;
  signalGroup(pid, 'SIGTERM');
  const deadline = performance.now() + stopTimeoutMs;
  for (; isEmulator(pid); await wait(20)) if (performance.now() > deadline) signalGroup(pid, 'SIGKILL');
}

const answers = (host: string): Promise<boolean> =>
  fetch(`http://${host}/`, { signal: AbortSignal.timeout(5_000) })
    .then((answer) => answer.ok)
    .catch(() => false);

const exportName = 'documents';
const exportFile = (dataDir: string) =>
  path.join(dataDir, exportName, `${exportName}.overall_export_metadata`);

/** The emulator holds everything in memory; what an export wrote is what the next start reads. */
async function keep(host: string, dataDir: string, project: string): Promise<void> {
  // Beside its final place: an interrupted export must not cost what the one before has kept.
  const draft = path.join(dataDir, 'draft');
  fs.rmSync(draft, { recursive: true, force: true });
  fs.mkdirSync(draft);
  const answer = await fetch(`http://${host}/emulator/v1/projects/${project}:export`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      database: `projects/${project}/databases/(default)`,
      export_directory: path.resolve(draft),
      export_name: exportName,
    }),
  });
  if (!answer.ok) throw new SetupError(`The Firestore emulator kept no data: ${await answer.text()}`);
  fs.rmSync(path.join(dataDir, exportName), { recursive: true, force: true });
  fs.renameSync(path.join(draft, exportName), path.join(dataDir, exportName));
  fs.rmdirSync(draft);
}

const runningFile = (dataDir: string) => path.join(dataDir, 'emulator.json');
const RunningFile = z.object({ pid: z.int().positive(), host: z.string() });

function readRunning(dataDir: string): z.infer<typeof RunningFile> | undefined {
  try {
    const running = RunningFile.parse(JSON.parse(fs.readFileSync(runningFile(dataDir), 'utf8')));
    return isEmulator(running.pid) ? running : undefined;
  } catch {
    // None was started here, or its start was cut off before it was written down.
    return undefined;
  }
}

/** Whether an emulator runs under this number; numbers are used again. */
function isEmulator(pid: number): boolean {
  try {
    process.kill(pid, 0);
    if (process.platform !== 'linux') return true;
    return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(emulatorClass);
  } catch {
    return false;
  }
}
