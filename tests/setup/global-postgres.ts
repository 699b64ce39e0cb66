/** One database server for a whole test run, with one migrated database that every test file copies. */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { createDatabase, startPostgres } from '#scripts/postgres.ts';
import { readPidFile } from '#scripts/postgres-pid.ts';
import { leftFolders } from './left-folders.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    postgresUrl: string;
    templateDatabase: string;
  }
}

const prefix = 'rolitt-test-';
const templateDatabase = 'migrated_template';

/** Starts the server, migrates the template, and answers how to take both down again. */
export default async function globalPostgres(project: TestProject): Promise<() => Promise<void>> {
  await removeLeftovers();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `${prefix}${process.pid}-`));
  // Root runs the server as somebody else, who has to be able to enter.
  fs.chmodSync(folder, 0o711);
  // Tests kill the application, never the database server: nothing here has to survive a power cut.
  const settings = { fsync: 'off', synchronous_commit: 'off', max_connections: '200' };
  const server = await startPostgres({ dataDir: path.join(folder, 'data'), settings });
  migrate(await createDatabase(server.url(), templateDatabase));
  project.provide('postgresUrl', server.url());
  project.provide('templateDatabase', templateDatabase);
  return async () => {
    await server.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  };
}

function migrate(url: string): void {
  const env = { ...process.env, DATABASE_URL: url };
  const result = spawnSync(process.execPath, ['src/commands/migrate.ts'], { env, encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`The migrations failed:\n${result.stdout}${result.stderr}`);
}

/** A run that was killed leaves its server behind; the next run takes it away. */
async function removeLeftovers(): Promise<void> {
  for (const folder of leftFolders(prefix)) {
    const dataDir = path.join(folder, 'data');
    if (readPidFile(dataDir)) await (await startPostgres({ dataDir })).stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
