import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import path from 'node:path';

/** Installs what only a benchmark needs, in a folder of its own beside this file, unless it is there. Answers the folder. */
export function installApart(folderName: string, packageName: string): string {
  const folder = path.join(import.meta.dirname, folderName);
  if (fs.existsSync(path.join(folder, 'node_modules', packageName))) return folder;
  const args = ['ci', '--no-audit', '--no-fund', '--ignore-scripts'];
  const { status, stderr } = spawnSync('npm', args, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${packageName} could not be installed:\n${stderr}`);
  return folder;
}
