import postgres from 'postgres';
import { StoreUnavailableError } from '#domain/errors.ts';
import { OrphanError, TakenError, type TransferRow, type TransferStore } from '#libs/store/transfer.ts';
import { connectionUrl } from './connection-url.ts';
import { type Row, textTypes } from './connections.ts';
import { classify } from './failures.ts';
import { freeze, frozen, movingSetting, thaw } from './postgres-freeze.ts';
import { problem } from './problem.ts';
import { quoted } from './statements.ts';
import { byId, changedIds, currentMark, firstPage, nextPage, upsert } from './transfer-statements.ts';

export type PostgresTransferOptions = {
  readonly url: string;
  /** False behind a pooler that does not keep named prepared statements. */
  readonly prepare?: boolean;
};

const connectionCount = 4;
/** Milliseconds; a table is counted or locked in much less. */
const patienceMs = 300_000;
const pageSize = 500;
const pageLimit = String(pageSize);

/** Moves records in and out of Postgres, over connections of its own that are opened when first needed. */
export function createPostgresTransfer({ url, prepare = true }: PostgresTransferOptions): TransferStore {
  const sql = postgres(connectionUrl(url), {
    max: connectionCount,
    prepare,
    connect_timeout: 10,
    idle_timeout: 20,
    fetch_types: false,
    types: textTypes,
    onnotice: () => {},
    connection: { application_name: 'rolitt-checkout move', TimeZone: 'UTC' },
  });
  const run = async (statement: string, parameters: readonly (string | null)[] = []) =>
    answered<readonly Row[]>(sql.unsafe(statement, [...parameters], { prepare }));
  const rows = async (statement: string, ...parameters: string[]) =>
    (await run(statement, parameters)) as readonly TransferRow[];
  const { host, port, database } = sql.options;
  return {
    name: `postgres://${host.map((each, nth) => `${each}:${port[nth]}`).join()}/${database}`,
    async *scan(table, after) {
      for (let last = after; ; ) {
        const found =
          last === null
            ? await rows(firstPage(table), pageLimit)
            : await rows(nextPage(table), pageLimit, last);
        last = found.at(-1)?.id ?? null;
        if (last === null) return;
        yield { rows: found, next: last };
        if (found.length < pageSize) return;
      }
    },
    get: (table, ids) => rows(byId(table), JSON.stringify(ids)),
    mark: async () => String((await run(currentMark))[0]?.mark),
    changedSince: async (table, mark) => (await rows(changedIds(table), mark)).map(({ id }) => id),
    put: async (table, fresh) => {
      if (fresh.length === 0) return;
      const moving = sql.begin((transaction) => [
        transaction`select set_config(${movingSetting}, 'on', true)`,
        transaction.unsafe(upsert(table), [JSON.stringify(fresh)], { prepare }),
      ]);
      await answered(moving);
    },
    count: async (table) => {
      const [found] = await run(`select count(*)::text as "count" from ${quoted(table)}`);
      return Number(found?.count);
    },
    freeze: (reason) => answered(freeze(sql, reason)),
    thaw: () => answered(thaw(sql)),
    frozen: () => answered(frozen(sql)),
    problem: () => problem({ count: connectionCount, run, close: async () => {} }),
    close: () => sql.end({ timeout: 5 }),
  };
}

type Refusal = { readonly code: string; readonly message: string; readonly detail?: string };

/** The answer, or what the port says of its failure. */
async function answered<R>(answer: PromiseLike<R>): Promise<R> {
  const late = Promise.withResolvers<never>();
  const giveUp = () =>
    late.reject(new StoreUnavailableError(`The database did not answer within ${patienceMs} ms.`));
  const timer = setTimeout(giveUp, patienceMs);
  try {
    return await Promise.race([answer, late.promise]);
  } catch (error) {
    const { code, message, detail = '' } = error as Refusal;
    if (code === '23503') throw new OrphanError(`${message}. ${detail}`);
    if (code === '23505') throw new TakenError(`${message}. ${detail}`);
    const failure = classify(error);
    throw failure.kind === 'conflict' ? error : failure.error;
  } finally {
    clearTimeout(timer);
  }
}
