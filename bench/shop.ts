import { build, isBuilt, nextProgram } from '#scripts/production-build.ts';
import type { Database } from './databases.ts';
import type { Stand } from './stand.ts';

export type Shop = { readonly url: string; readonly database: Database };

/** The production build behind `next start`, built first when it does not match the sources. */
export async function openShop(stand: Stand): Promise<Shop> {
  if (!isBuilt()) await build({ onLine: () => {} });
  const database = await stand.databases.migrated('shop');
  const args = (port: number) => [nextProgram(), 'start', '--hostname', '127.0.0.1', '--port', String(port)];
  const { url } = await stand.start('shop', args, {
    ...stand.settings(database.url),
    NEXT_TELEMETRY_DISABLED: '1',
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: Buffer.alloc(32, 1).toString('base64'),
  });
  return { url, database };
}
