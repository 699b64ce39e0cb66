/** `npm run db:migrate`: brings the database DATABASE_URL names up to date. */
import process from 'node:process';
import { StoreUnavailableError } from '#domain/errors.ts';
import { databaseUrl } from '#libs/Env.ts';
import { migrateDatabase } from '#libs/store/postgres/migrate.ts';
import { inCommand } from './in-command.ts';

async function main(url: string | undefined): Promise<string> {
  if (!url)
    throw new StoreUnavailableError('DATABASE_URL is not set. Set it to postgres://user:password@host/name.');
  if (!URL.canParse(url))
    throw new StoreUnavailableError('DATABASE_URL is not an address. It must start with postgres://.');
  const { hostname, pathname } = new URL(url);
  try {
    const applied = await inCommand('db:migrate', () => migrateDatabase(url));
    const news = applied === 0 ? 'was up to date already' : `is up to date, ${applied} migrations applied`;
    return `The database ${pathname.slice(1)} on ${hostname} ${news}.`;
  } catch (error) {
    if (!(error instanceof StoreUnavailableError)) throw error;
    throw new StoreUnavailableError(
      `The database ${pathname.slice(1)} on ${hostname} cannot be reached: ${error.message}`,
    );
  }
}

try {
  console.log(await main(databaseUrl()));
} catch (error) {
  console.error(error instanceof StoreUnavailableError ? error.message : error);
  process.exitCode = 1;
}
