/** Starts the servers that are measured, each in a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '#scripts/ports.ts';

export type Program = { readonly url: string; readonly pid: number; stop(): Promise<void> };

export type ProgramOptions = {
  readonly args: (port: number) => readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Takes what it writes; a pipe would cost the reader's time. */
  readonly logFile: string;
};

const root = path.dirname(import.meta.dirname);
const patienceMs = 30_000;

/** Starts a Node program, which learns its port from PORT, and resolves when it answers anything over HTTP. */
export async function startProgram({ args, env, logFile }: ProgramOptions): Promise<Program> {
  const port = await freePort();
  const log = fs.openSync(logFile, 'w');
  const child = spawn(process.execPath, args(port), {
    cwd: root,
    env: { ...process.env, ...env, PORT: String(port), NODE_ENV: 'production' },
    stdio: ['ignore', log, log],
  });
  fs.closeSync(log);
  const url = `http://127.0.0.1:${port}`;
  await untilAnswering(url, child, logFile);
  return { url, pid: child.pid ?? 0, stop: () => stop(child) };
}

async function untilAnswering(url: string, child: ChildProcess, logFile: string): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (child.exitCode === null && performance.now() < deadline) {
    const answer = await fetch(url, { redirect: 'manual' }).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer) return;
    await wait(50);
  }
  throw new Error(`A server did not start. It said:\n${fs.readFileSync(logFile, 'utf8').slice(-2000)}`);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const insist = setTimeout(() => child.kill('SIGKILL'), 5000);
  await gone;
  clearTimeout(insist);
}
