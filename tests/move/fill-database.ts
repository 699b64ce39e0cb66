/**
 * Fills an empty, migrated database with the records of random orders, for trying a move at full size:
 * `DATABASE_URL=… node tests/move/fill-database.ts --orders=100000 --seed=7`
 */
import { parseArgs } from 'node:util';
import type { TableName } from '#domain/changes.ts';
import { createProgressBar } from '#libs/ProgressBar.ts';
import { createPostgresTransfer } from '#libs/store/postgres/postgres-transfer.ts';
import type { TransferRow } from '#libs/store/transfer.ts';
import { tableNames } from '#models/columns.ts';
import { randomNumbers, randomOrder } from './random-orders.ts';

const ordersAtOnce = 250;

const { values } = parseArgs({
  options: { orders: { type: 'string', default: '1000' }, seed: { type: 'string', default: '1' } },
});
const orders = Number(values.orders);
const random = randomNumbers(Number(values.seed));
const store = createPostgresTransfer({ url: process.env.DATABASE_URL ?? '' });
const bar = createProgressBar(process.stdout);

bar.start('filling', { total: orders, done: 0 });
for (let nth = 0; nth < orders; nth += ordersAtOnce) {
  const some = Array.from({ length: Math.min(ordersAtOnce, orders - nth) }, (_, more) =>
    randomOrder({ random, nth: nth + more }),
  );
  const rows = (table: TableName): TransferRow[] => some.flatMap((each) => each[table]);
  for (const table of tableNames) await store.put(table, rows(table));
  bar.advance('payment_orders', some.length);
}
bar.end();
for (const table of tableNames) {
  process.stdout.write(`${table}: ${await store.count(table)}\n`);
}
await store.close();
