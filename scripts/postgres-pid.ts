/** What a PostgreSQL data folder says about the server that holds it. */
import * as fs from 'node:fs';
import path from 'node:path';

export type PidFile = { pid: number; port: number | undefined };

/** Reads the lines of postmaster.pid that matter: https://www.postgresql.org/docs/current/storage-file-layout.html */
export function parsePidFile(text: string): PidFile | undefined {
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return { pid, port: Number.isInteger(port) && port > 0 ? port : undefined };
}

/** Answers which server holds the folder, if any says so. */
export function readPidFile(dataDir: string): PidFile | undefined {
  const file = path.join(dataDir, 'postmaster.pid');
  return fs.existsSync(file) ? parsePidFile(fs.readFileSync(file, 'utf8')) : undefined;
}

/** Whether a Postgres runs under this number; after a reboot the number may belong to anybody. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  if (process.platform !== 'linux') return true;
  try {
    // A server that ended but was not waited for yet has an empty command line.
    return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres');
  } catch {
    return false;
  }
}
