import * as fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** The temporary folders, named `{prefix}{pid}-…`, of runs that were killed before they could take them away. */
export function leftFolders(prefix: string): string[] {
  const named = new RegExp(`^${prefix}(\\d+)-`);
  return fs
    .readdirSync(os.tmpdir())
    .filter((name) => {
      const owner = Number(named.exec(name)?.[1]);
      return owner > 0 && !isRunning(owner);
    })
    .map((name) => path.join(os.tmpdir(), name));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
