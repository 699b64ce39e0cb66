import postgres from 'postgres';
import { expect, it } from 'vitest';
import { createTestDatabase } from '#tests/setup/database.ts';

it('gives every test file a database that sees nothing of the others', async () => {
  const [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  const [first, second] = [postgres(one.url, { max: 1 }), postgres(other.url, { max: 1 })];

  await first`create table only_here (id int)`;
  const [row] = await second`select to_regclass('only_here') as found`;

  expect(row?.found).toBeNull();
  await Promise.all([first.end(), second.end()]);
  await Promise.all([one.drop(), other.drop()]);
});
