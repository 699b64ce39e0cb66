import type { Records, TableName } from '#domain/changes.ts';
import { compare } from '#libs/store/sorting.ts';
import { OrphanError, TakenError, type TransferRow, type TransferStore } from '#libs/store/transfer.ts';
import { readIn, writeOut } from '#libs/store/transfer-row.ts';
import { shapeOf } from '#models/columns.ts';
import type { MemoryHome } from './memory-home.ts';
import type { MemoryTable } from './memory-table.ts';

type Options = { readonly home: MemoryHome; readonly name?: string; readonly pageSize?: number };

/** The other side of a memory store: moves its records in and out; for tests. */
export function createMemoryTransfer({ home, name = 'memory', pageSize = 100 }: Options): TransferStore {
  const all = (table: TableName) => home.tables[table].all();
  const outOf = (table: TableName, record: Records[TableName]) => writeOut(table, record);
  return {
    name,
    async *scan(table, after) {
      const rows = all(table)
        .map(({ record }) => outOf(table, record))
        .filter(({ id }) => after === null || id > after)
        .sort((a, b) => compare(a.id, b.id));
      for (let from = 0; from < rows.length; from += pageSize) {
        const page = rows.slice(from, from + pageSize);
        yield { rows: page, next: page.at(-1)?.id ?? '' };
      }
    },
    get: async (table, ids) =>
      ids.flatMap((id) => {
        const kept = home.tables[table].get(id);
        return kept ? [outOf(table, kept.record)] : [];
      }),
    mark: async () => String(home.writes()),
    changedSince: async (table, mark) =>
      all(table)
        .filter(({ version }) => Number(version) > Number(mark))
        .map(({ record }) => record.id),
    put: async (table, rows) => {
      for (const row of rows) putOne(home, table, row);
    },
    count: async (table) => all(table).length,
    freeze: async (reason) => {
      home.frozen = { reason, since: home.frozen?.since ?? new Date() };
    },
    thaw: async () => {
      home.frozen = null;
    },
    frozen: async () => home.frozen,
    problem: async () => null,
    close: async () => {},
  };
}

function putOne({ tables }: MemoryHome, name: TableName, row: TransferRow): void {
  const record = readIn(name, row);
  for (const { column, table } of shapeOf(name).references) {
    const target = row[column];
    if (typeof target === 'string' && !tables[table].get(target)) {
      throw new OrphanError(`${name} ${row.id}: ${column} names a record of ${table} that is not there`);
    }
  }
  const table = tables[name] as MemoryTable<TableName>;
  const broken = table.get(row.id) ? table.change(row.id, record, []) : table.insert(record, []);
  if (broken) throw new TakenError(`${name} ${row.id}: ${broken.guard} belongs to another record`);
}
