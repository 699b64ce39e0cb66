/** `npm run seed:load -- --database=postgres://… --orders=1000000 --logs=5000000`: a big shop in an empty database of one's own. */
import { parseArgs } from 'node:util';
import postgres from 'postgres';
import { migrateDatabase } from '#libs/store/postgres/migrate.ts';
import { bigShop } from './seed-load/statements.ts';

const usage =
  'Usage: npm run seed:load -- --database=postgres://user:password@127.0.0.1/name [--orders=1000000] [--logs=5000000]';

/** What keeps us from writing; nothing is written then. */
class Refusal extends Error {}

function readOptions(argv: string[]): { url: string; orders: number; logs: number } {
  const options = {
    database: { type: 'string' },
    orders: { type: 'string', default: '1000000' },
    logs: { type: 'string', default: '5000000' },
  } as const;
  const { database: url, orders, logs } = parseArgs({ args: argv, options }).values;
  const whole = /^[1-9]\d{0,7}$/;
  if (!url || !URL.canParse(url) || !whole.test(orders) || !whole.test(logs)) throw new Refusal(usage);
  if (Number(logs) < Number(orders)) throw new Refusal(`There is at least one log row per order. ${usage}`);
  return { url, orders: Number(orders), logs: Number(logs) };
}

/** Only a database on this machine, never the one the shop is configured with, and only while it is empty. */
async function demandHarmless(url: string): Promise<void> {
  const { hostname } = new URL(url);
  if (process.env.APP_ENV === 'production' || process.env.VERCEL)
    throw new Refusal('This is a production environment.');
  if (!/^(127\.0\.0\.1|localhost|\[::1\])$/.test(hostname))
    throw new Refusal(`The database is on ${hostname}; only one on this machine is filled.`);
  await migrateDatabase(url);
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    for (const table of ['payment_orders', 'webhook_logs', 'outbox'] as const) {
      const rows = await sql`select 1 from ${sql(table)} limit 1`;
      if (rows.length > 0)
        throw new Refusal(`The database has ${table} already; only an empty one is filled.`);
    }
  } finally {
    await sql.end();
  }
}

async function main(): Promise<void> {
  const { url, orders, logs } = readOptions(process.argv.slice(2));
  await demandHarmless(url);
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    for (const { name, statement } of bigShop({ orders, logs })) {
      const startedAt = performance.now();
      const { count } = await sql.unsafe(statement);
      console.log(`${name}: ${count ?? 0} rows in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
    }
  } finally {
    await sql.end();
  }
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Refusal ? error.message : error);
  process.exitCode = 1;
}
