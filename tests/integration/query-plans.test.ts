import postgres from 'postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  type Asked,
  askedByLists,
  askedByOverview,
  askedByQueues,
  tablesReadInVain,
} from '#bench/query-plans.ts';
import { textTypes } from '#libs/store/postgres/connections.ts';
import { bigShop } from '#scripts/seed-load/statements.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';

let database: TestDatabase;
let sql: postgres.Sql;
let questions: ReadonlyMap<string, readonly Asked[]>;

beforeAll(async () => {
  database = await createTestDatabase();
  sql = postgres(database.url, { max: 1, onnotice: () => {}, types: textTypes });
  for (const { statement } of bigShop({ orders: 9_000, logs: 12_000 })) await sql.unsafe(statement);
  const now = new Date();
  questions = new Map([
    ...(await askedByLists(now)),
    ...(await askedByOverview(now)),
    ...(await askedByQueues(now)),
  ]);
}, 60_000);
afterAll(async () => {
  await sql?.end();
  await database?.drop();
});

/** The tables that a question of this name looks through although an index could lead to its answer. */
async function readInVain(on: postgres.Sql | postgres.TransactionSql, name: string): Promise<string[]> {
  const found = new Set<string>();
  for (const question of questions.get(name) ?? [])
    for (const table of await tablesReadInVain(on, question)) found.add(table);
  return [...found];
}

it('every list of the console, every figure of the overview and every queue of events is found by an index', async () => {
  const found: Record<string, string[]> = {};
  for (const name of questions.keys()) found[name] = await readInVain(sql, name);
  expect(Object.keys(found).length).toBeGreaterThan(30);
  expect(Object.entries(found).filter(([, tables]) => tables.length > 0)).toEqual([]);
});

class Undone extends Error {}

it.each([
  ['webhook_logs_page', 'webhook_logs: of a day', 'webhook_logs'],
  ['webhook_logs_unbooked', 'webhook_logs: set aside', 'webhook_logs'],
  ['webhook_logs_order', 'webhook_logs: of an order', 'webhook_logs'],
  ['webhook_logs_email', 'webhook_logs: of a buyer', 'webhook_logs'],
  ['webhook_logs_waiting', 'webhook_logs: awaiting a birth', 'webhook_logs'],
  ['payment_orders_variant', 'payment_orders: of a colour nobody bought', 'payment_orders'],
  ['payment_orders_attention', 'what needs a person', 'payment_orders'],
  ['payment_transactions_page', 'overview, 7d, current', 'payment_transactions'],
  ['outbox_not_sent', 'outbox: dead', 'outbox'],
  ['activity_logs_trouble', 'activity_logs: errors', 'activity_logs'],
])('without the index %s, “%s” is noticed', async (index, name, table) => {
  let noticed: readonly string[] = [];
  const undone = sql.begin(async (on) => {
    await on.unsafe(`drop index ${index}`);
    noticed = await readInVain(on, name);
    throw new Undone();
  });
  await expect(undone).rejects.toThrow(Undone);
  expect(noticed).toEqual([table]);
});
