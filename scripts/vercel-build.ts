/** `npm run vercel-build`: migrates the database, where one is configured, then builds the shop. */
import path from 'node:path';
import { startChild } from './child.ts';
import { build } from './production-build.ts';
import { runMain, SetupError } from './setup-error.ts';

await runMain(async () => {
  if (process.env.DATABASE_URL) await migrate();
  else console.log('No DATABASE_URL is set for this build, so no migrations are applied.');
  await build({ onLine: (line) => console.log(line) });
});

/** A build whose database could not be migrated must not go live. */
async function migrate(): Promise<void> {
  const child = startChild({
    args: ['src/commands/migrate.ts'],
    cwd: path.dirname(import.meta.dirname),
    env: process.env,
    onLine: (line) => console.log(line),
  });
  const { code } = await child.ended;
  if (code !== 0) throw new SetupError('The database could not be migrated, so the shop is not built.');
}
