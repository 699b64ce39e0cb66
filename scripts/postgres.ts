/** The embedded Postgres of laptops and tests: one server per data folder, listening on 127.0.0.1 only. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import postgres from 'postgres';
import { freePort } from './ports.ts';
import {
  chooseUser,
  findBinaries,
  handOver,
  type PostgresBinaries,
  type RunAs,
} from './postgres-binaries.ts';
import { isAlive, readPidFile } from './postgres-pid.ts';
import { explainWrite, SetupError } from './setup-error.ts';

export type PostgresOptions = {
  dataDir: string;
  port?: number;
  /** Server settings by name, such as `fsync: 'off'` for data nobody will miss. */
  settings?: Readonly<Record<string, string>>;
};

export type PostgresServer = {
  readonly port: number;
  readonly pid: number;
  /** True when a server of this folder was running already, left by a parent that was killed. */
  readonly reused: boolean;
  url(database?: string): string;
  /** Stops the server, reused or not; committed data is on disk afterwards. */
  stop(): Promise<void>;
};

const startTimeoutMs = 30_000;

type Place = { binaries: PostgresBinaries; dataDir: string; runAs: RunAs; password: string };

/**
 * Starts the server of a data folder, creating the folder first if need be, or joins the one that is running there.
 * Throws SetupError when it cannot.
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const place = prepare(path.resolve(options.dataDir));
  const running = await joinRunning(place);
  if (running) return running;
  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (await freePort());
    const child = launch(place, port, options.settings ?? {});
    const failure = await untilReady(place, port, child);
    if (failure === undefined) return handle({ place, port, pid: child.pid ?? 0, reused: false });
    // Somebody else may have taken the port in the meantime.
    if (options.port !== undefined || attempt === 3 || !failure.includes('could not bind')) {
      throw new SetupError(`The embedded Postgres did not start.\n${failure}`);
    }
  }
}

function prepare(dataDir: string): Place {
  try {
    const binaries = findBinaries();
    fs.mkdirSync(path.dirname(dataDir), { recursive: true });
    const runAs = chooseUser(binaries, dataDir);
    fs.mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    handOver(dataDir, runAs);
    const fresh = !fs.existsSync(path.join(dataDir, 'PG_VERSION'));
    const password = fresh
      ? createCluster(binaries, dataDir, runAs)
      : fs.readFileSync(passwordFile(dataDir), 'utf8');
    return { binaries, dataDir, runAs, password };
  } catch (error) {
    throw explainWrite(error, dataDir);
  }
}

const passwordFile = (dataDir: string) => path.join(dataDir, 'superuser.password');

/** Builds the cluster beside its final place, so that an interrupted start leaves nothing half made behind. */
function createCluster(binaries: PostgresBinaries, dataDir: string, runAs: RunAs): string {
  const draft = path.join(dataDir, 'draft');
  const secret = path.join(dataDir, 'draft.password');
  fs.rmSync(draft, { recursive: true, force: true });
  const password = randomBytes(24).toString('base64url');
  fs.writeFileSync(secret, password, { mode: 0o600 });
  if (runAs.uid !== undefined) fs.chownSync(secret, runAs.uid, runAs.gid ?? runAs.uid);
  const settings = ['--username=postgres', '--auth=scram-sha-256', `--pwfile=${secret}`, '--encoding=UTF8'];
  const result = runAsUser(runAs, [
    binaries.initdb,
    '-D',
    draft,
    ...settings,
    '--locale=C',
    '--no-instructions',
  ]);
  if (result.status !== 0) {
    throw new SetupError(
      `The embedded Postgres could not create its data folder.\n${result.stderr || result.error}`,
    );
  }
  fs.renameSync(secret, path.join(draft, path.basename(passwordFile(dataDir))));
  const entries = fs
    .readdirSync(draft)
    .sort((a, b) => Number(a === 'PG_VERSION') - Number(b === 'PG_VERSION'));
  // PG_VERSION comes last: its presence says that everything else is there.
  for (const entry of entries) fs.renameSync(path.join(draft, entry), path.join(dataDir, entry));
  fs.rmdirSync(draft);
  return password;
}

function commandOf(runAs: RunAs, argv: readonly string[]) {
  const [command = '', ...args] = [...runAs.prefix, ...argv];
  const user = runAs.uid === undefined ? {} : { uid: runAs.uid, gid: runAs.gid ?? runAs.uid };
  // The server must not keep the caller's folder busy, and may not be allowed to enter it.
  return { command, args, options: { ...user, cwd: '/' } };
}

function runAsUser(runAs: RunAs, argv: readonly string[]) {
  const { command, args, options } = commandOf(runAs, argv);
  return spawnSync(command, args, { ...options, encoding: 'utf8' });
}

function launch(place: Place, port: number, settings: Readonly<Record<string, string>>): ChildProcess {
  const all = { listen_addresses: '127.0.0.1', unix_socket_directories: '', ...settings };
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const argv = [place.binaries.postgres, '-D', place.dataDir, '-p', String(port), ...flags];
  const { command, args, options } = commandOf(place.runAs, argv);
  const log = fs.openSync(logFile(place.dataDir), 'w');
  // Detached: Ctrl-C in a terminal reaches the whole process group, and the database has to go last.
  const child = spawn(command, args, { ...options, detached: true, stdio: ['ignore', log, log] });
  fs.closeSync(log);
  child.unref();
  return child;
}

const logFile = (dataDir: string) => path.join(dataDir, 'server.log');

const urlOf = (place: Place, port: number, database: string) =>
  `postgres://postgres:${place.password}@127.0.0.1:${port}/${database}`;

/** Waits until the server answers. Resolves to what its log says when it ended instead. */
async function untilReady(place: Place, port: number, child: ChildProcess): Promise<string | undefined> {
  let spawnFailure: string | undefined;
  child.once('error', (error) => {
    spawnFailure = error.message;
  });
  const deadline = performance.now() + startTimeoutMs;
  while (performance.now() < deadline) {
    if (spawnFailure !== undefined) return spawnFailure;
    if (child.exitCode !== null || child.signalCode !== null) {
      return fs.readFileSync(logFile(place.dataDir), 'utf8').split('\n').slice(-12).join('\n');
    }
    if (await serves(place, port)) return undefined;
    await wait(25);
  }
  child.kill('SIGKILL');
  return `It did not answer within ${startTimeoutMs / 1000} s; see ${logFile(place.dataDir)}.`;
}

/** Whether the server on this port is the one of this data folder and answers queries. */
async function serves(place: Place, port: number): Promise<boolean> {
  const sql = postgres(urlOf(place, port, 'postgres'), { max: 1, connect_timeout: 5, onnotice: () => {} });
  try {
    const [row] = await sql`select current_setting('data_directory') as folder`;
    return row?.folder === place.dataDir || fs.realpathSync(place.dataDir) === row?.folder;
  } catch {
    return false;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function joinRunning(place: Place): Promise<PostgresServer | undefined> {
  const deadline = performance.now() + startTimeoutMs;
  for (;;) {
    const left = readPidFile(place.dataDir);
    if (!left) return undefined;
    if (!isAlive(left.pid)) {
      fs.rmSync(path.join(place.dataDir, 'postmaster.pid'), { force: true });
      return undefined;
    }
    if (left.port !== undefined && (await serves(place, left.port))) {
      return handle({ place, port: left.port, pid: left.pid, reused: true });
    }
    if (performance.now() > deadline) {
      throw new SetupError(
        `A Postgres (process ${left.pid}) holds ${place.dataDir} but does not answer. Stop it and try again.`,
      );
    }
    // It is still starting, or still stopping.
    await wait(50);
  }
}

type Running = { place: Place; port: number; pid: number; reused: boolean };

function handle({ place, port, pid, reused }: Running): PostgresServer {
  return {
    port,
    pid,
    reused,
    url: (database = 'postgres') => urlOf(place, port, database),
    stop: () => stopServer(place, pid),
  };
}

/** A fast shutdown: open transactions are rolled back, everything committed is written out. */
async function stopServer(place: Place, pid: number): Promise<void> {
  if (process.platform === 'win32') {
    runAsUser(place.runAs, [place.binaries.pgCtl, '-D', place.dataDir, 'stop', '-m', 'fast']);
    return;
  }
  const deadline = performance.now() + startTimeoutMs;
  signal(pid, 'SIGINT');
  for (; isAlive(pid); await wait(20)) {
    if (performance.now() > deadline) signal(pid, 'SIGQUIT');
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended by itself in between, which is what was wanted.
  }
}

/** Creates a database on a server, copied from a template if one is named, and answers its URL. */
export async function createDatabase(
  url: string,
  name: string,
  from?: { template: string },
): Promise<string> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await sql`create database ${sql(name)} ${from ? sql`template ${sql(from.template)}` : sql``}`;
  } finally {
    await sql.end();
  }
  const created = new URL(url);
  created.pathname = `/${name}`;
  return created.href;
}
