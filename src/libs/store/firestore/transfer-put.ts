import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { TableName } from '#domain/changes.ts';
import { StoreUnavailableError } from '#domain/errors.ts';
import { TakenError, type TransferRow } from '#libs/store/transfer.ts';
import { readIn } from '#libs/store/transfer-row.ts';
import { runBatch } from './batch.ts';
import type { Client } from './connection.ts';
import { claimOf, documentPath, type Place, placesOf } from './documents.ts';
import type { Row } from './fields.ts';
import type { Write } from './plan.ts';
import { documentOfRow, rowOfDocument } from './transfer-fields.ts';

/** A batch may carry 10 MiB; a few small ones at a time are quicker than one large one. */
const writesPerBatch = 300;
const bytesPerBatch = 4_000_000;
const batchesAtOnce = 4;
/** Together they wait about a minute, which is what a new database asks for that is filled faster than it can spread. */
const attempts = 10;
const longestPauseMs = 15_000;

/** What stands at a path; a path that was not looked at counts as free. */
type Standing = ReadonlyMap<string, Row>;
type Unit = { readonly row: TransferRow; readonly writes: readonly Write[]; readonly bytes: number };

/**
 * Writes records with the documents that claim their unique values. What is new is created, so that no value can be taken
 * from another record unseen; only a batch that met something is followed by a look at everything in it.
 */
export async function put(client: Client, table: TableName, rows: readonly TransferRow[]): Promise<void> {
  let open = rows;
  for (let attempt = 1; open.length > 0; attempt += 1) {
    if (attempt > attempts) throw new StoreUnavailableError('Firestore does not take the records for now.');
    if (attempt > 2) await wait(Math.min(2 ** attempt * 50, longestPauseMs) * (0.5 + Math.random() / 2));
    const standing = await lookAt(client, table, { rows: open, closely: attempt > 1 });
    const units = open.map((row) => plan(client, table, { row, standing }));
    open = await write(client, table, units);
  }
}

/** Reads the records' own documents; closely, also everything that claims their unique values. */
async function lookAt(
  { db }: Client,
  table: TableName,
  { rows, closely }: { rows: readonly TransferRow[]; closely: boolean },
): Promise<Standing> {
  const paths = rows.flatMap((row) => {
    const record = readIn(table, row);
    return closely ? placesOf(table, record).map(({ path }) => path) : [documentPath(table, record)];
  });
  const found = await db.getAll(...paths.map((path) => db.doc(path)));
  return new Map(
    found.flatMap((document) => (document.exists ? [[document.ref.path, document.data() ?? {}]] : [])),
  );
}

function plan(
  { timestampOf }: Client,
  table: TableName,
  { row, standing }: { row: TransferRow; standing: Standing },
): Unit {
  const commit = randomUUID();
  const record = readIn(table, row);
  const owner = documentPath(table, record);
  const before = standing.get(owner);
  if (before && sameRow(rowOfDocument(table, before), row)) return { row, writes: [], bytes: 0 };
  const places = placesOf(table, record);
  for (const place of places) refuseTaken(table, { row, owner, place, holder: standing.get(place.path) });
  const old = before ? placesOf(table, readIn(table, rowOfDocument(table, before))) : [];
  const isOurs = (path: string): boolean => old.some((place) => place.path === path) || standing.has(path);
  const writes = [
    ...places.map(({ path }): Write => {
      const fields =
        path === owner
          ? documentOfRow(table, row, { commit, timestampOf })
          : claimOf(table, { record, owner, commit });
      return { op: isOurs(path) ? 'set' : 'create', path, fields };
    }),
    ...old
      .filter(({ path }) => !places.some((place) => place.path === path))
      .map(({ path }): Write => ({ op: 'delete', path })),
  ];
  return { row, writes, bytes: JSON.stringify(row).length };
}

type Claimed = { row: TransferRow; owner: string; place: Place; holder: Row | undefined };

function refuseTaken(table: TableName, { row, owner, place, holder }: Claimed): void {
  const isOurs = !holder || (place.path === owner ? holder.id === row.id : holder.owner === owner);
  if (!isOurs) throw new TakenError(`${table} ${row.id}: ${place.key.guard} belongs to ${String(holder.id)}`);
}

const sameRow = (a: TransferRow, b: TransferRow): boolean =>
  Object.keys(a).length === Object.keys(b).length &&
  Object.entries(a).every(([name, text]) => b[name] === text);

/** Answers the records that were not written, or may not have been. */
async function write(client: Client, table: TableName, units: readonly Unit[]): Promise<TransferRow[]> {
  const batches = batched(units.filter(({ writes }) => writes.length > 0));
  const failed: TransferRow[] = [];
  const worker = async (): Promise<void> => {
    for (let batch = batches.shift(); batch; batch = batches.shift()) {
      if (!(await isWritten(client, table, batch))) failed.push(...batch.map(({ row }) => row));
    }
  };
  const workers = Array.from({ length: batchesAtOnce }, worker);
  // A failure is told when nothing is under way any more.
  await Promise.allSettled(workers);
  await Promise.all(workers);
  return failed;
}

/** Throws RangeError with the id of a record the database will never take. */
async function isWritten(client: Client, table: TableName, batch: readonly Unit[]): Promise<boolean> {
  try {
    const failure = await runBatch(
      client,
      batch.flatMap(({ writes }) => writes),
    );
    return failure === null;
  } catch (error) {
    if (error instanceof StoreUnavailableError) throw error;
    const [first, ...others] = batch;
    if (first && others.length === 0) {
      throw new RangeError(
        `${table} ${first.row.id} does not fit into Firestore: ${(error as Error).message}`,
      );
    }
    // One of them spoils the batch: alone, it gives its name.
    let all = true;
    for (const unit of batch) all = (await isWritten(client, table, [unit])) && all;
    return all;
  }
}

function batched(units: readonly Unit[]): Unit[][] {
  const batches: Unit[][] = [];
  let room = { writes: 0, bytes: 0 };
  for (const unit of units) {
    if (unit.writes.length > room.writes || unit.bytes > room.bytes) {
      batches.push([]);
      room = { writes: writesPerBatch, bytes: bytesPerBatch };
    }
    batches.at(-1)?.push(unit);
    room = { writes: room.writes - unit.writes.length, bytes: room.bytes - unit.bytes };
  }
  return batches;
}
