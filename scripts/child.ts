/** A program of ours in a process group of its own, so that it can be stopped with everything it started. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';

const windows = process.platform === 'win32';
const patienceMs = 20_000;
const rememberedLines = 60;

export type ChildOptions = {
  /** The program; without one, the Node that runs now. */
  command?: string;
  args: readonly string[];
  cwd: string;
  env: Readonly<Record<string, string | undefined>>;
  onLine: (line: string) => void;
};

export type ChildEnd = { code: number | null; signal: NodeJS.Signals | null };

export type Child = {
  readonly pid: number;
  /** Resolves when the process has ended, for whatever reason. */
  readonly ended: Promise<ChildEnd>;
  readonly hasEnded: () => boolean;
  /** The last lines it wrote. */
  readonly lastLines: () => string;
  /** Sends a signal to the process and everything it started. */
  kill(signal: NodeJS.Signals): void;
  /** Asks it to end, insists after a while, and waits until it has. */
  stop(): Promise<void>;
};

/** Starts a program, a Node one unless another is named. */
export function startChild(options: ChildOptions): Child {
  const child = spawn(options.command ?? process.execPath, options.args, {
    cwd: options.cwd,
    // Next narrows the type of NODE_ENV for the whole project; what is passed on is the caller's choice.
    env: options.env as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: !windows,
  });
  const lines: string[] = [];
  const remember = (line: string) => {
    lines.push(line);
    if (lines.length > rememberedLines) lines.shift();
    options.onLine(line);
  };
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', remember);
  let end: ChildEnd | undefined;
  const ended = new Promise<ChildEnd>((resolve) => {
    // "close" rather than "exit": by then its last words have been read.
    child.once('close', (code, signal) => resolve({ code, signal }));
    child.once('error', (error) => {
      remember(error.message);
      resolve({ code: 1, signal: null });
    });
  });
  void ended.then((how) => {
    end = how;
  });
  const kill = (signal: NodeJS.Signals) => killGroup(child, signal);
  const stop = async () => {
    if (end !== undefined) return;
    kill('SIGTERM');
    const stopped = await Promise.race([ended, wait(patienceMs, undefined, { ref: false })]);
    if (stopped === undefined) kill('SIGKILL');
    await ended;
  };
  return {
    pid: child.pid ?? 0,
    ended,
    hasEnded: () => end !== undefined,
    lastLines: () => lines.join('\n'),
    kill,
    stop,
  };
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  if (windows) spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F']);
  else signalGroup(child.pid, signal);
}

/** Sends a signal to a process group; one that is gone already is fine. */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(windows ? pid : -pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
