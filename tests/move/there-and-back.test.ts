import fc from 'fast-check';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { tableNames } from '#models/columns.ts';
import {
  type OpenedTransfer,
  openFirestoreTransfer,
  openMemoryTransfer,
  openPostgresTransfer,
} from '#tests/contract/store/open-transfers.ts';
import { samplesOf } from '#tests/setup/thorough.ts';
import { dump, fill, quietMove, run } from './quiet-move.ts';
import { aShop } from './random-shop.ts';

/** Every row as the database itself writes it. */
async function bytes({ variables }: OpenedTransfer): Promise<string[]> {
  const sql = postgres(variables.DATABASE_URL ?? '', { max: 1 });
  const rows = await Promise.all(
    tableNames.map((table) => sql`select t::text as "row" from ${sql(table)} t`),
  );
  await sql.end();
  return rows.flatMap((found, nth) => found.map(({ row }) => `${tableNames[nth]} ${row}`)).sort();
}

describe('a move and its way back', () => {
  let stores: OpenedTransfer[];
  beforeAll(async () => {
    stores = await Promise.all([
      openPostgresTransfer(),
      inject('firestoreHost') === null ? openMemoryTransfer() : openFirestoreTransfer(),
      openPostgresTransfer({ prepare: false }),
    ]);
  });
  afterAll(() => Promise.all(stores.map(({ close }) => close())));

  it.skipIf(inject('firestoreHost') === null)(
    'leaves a Postgres that was moved to Firestore and from there to another Postgres the same to the byte',
    async () => {
      await fc.assert(
        fc.asyncProperty(aShop, async (shop) => {
          for (const store of stores) await store.empty();
          const [first, between, last] = stores.map(({ transfer }) => transfer);
          if (!first || !between || !last) throw new Error('Three stores are needed.');
          await fill(first, shop);
          const there = await run(quietMove(first, between));
          const back = await run(quietMove(between, last));
          expect([there.report.isSame, back.report.isSame]).toEqual([true, true]);
          expect(await dump(between)).toEqual(await dump(first));
          const [before, after] = [stores[0], stores[2]];
          expect(after && (await bytes(after))).toEqual(before && (await bytes(before)));
          const digests = ({ report }: typeof there) =>
            report.tables.map(({ source, target }) => [source, target]);
          expect(digests(back)).toEqual(digests(there));
        }),
        { numRuns: samplesOf(25) },
      );
    },
    240_000,
  );
});
