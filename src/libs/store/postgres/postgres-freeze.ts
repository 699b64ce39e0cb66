import { setTimeout as wait } from 'node:timers/promises';
import type postgres from 'postgres';
import { StoreUnavailableError } from '#domain/errors.ts';
import type { Freeze } from '#libs/store/transfer.ts';
import { tableNames } from '#models/columns.ts';
import { quoted } from './statements.ts';
import { literal } from './transfer-statements.ts';

/*
 * A frozen database refuses writes by a trigger on every table, made by the freeze and dropped by the thaw: it costs
 * nothing in ordinary times, and every process obeys it at once, whatever version of the shop it runs.
 */

/** How a frozen database refuses; the classes 22, 23, 42 and 54 would be taken for mistakes of ours. */
const refused = 'SF001';
/** The setting by which a transaction says that it belongs to a move. */
export const movingSetting = 'rolitt.moving';

/** Long enough to have an automatic vacuum give way, which it does after a second. */
const lockTimeout = '2s';
const patienceMs = 60_000;
/** Lock not available, deadlock detected: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const inTheWay = ['55P03', '40P01'];

/** Resolves when every writer that was under way has ended and no other can begin. */
export const freeze = (sql: postgres.Sql, reason: string): Promise<void> =>
  withTablesLocked(sql, async (transaction) => {
    const since = (await frozen(transaction))?.since ?? new Date();
    const comment = JSON.stringify({ reason, since });
    await transaction.unsafe(`
      create or replace function "refuse_writes"() returns trigger language plpgsql as $refuse$
      begin raise exception using errcode = '${refused}', message = ${literal(`nothing is written for now: ${reason}`)}; end
      $refuse$;
      comment on function "refuse_writes"() is ${literal(comment)};
      ${tableNames.map(guardTable).join(';')}`);
  });

const guardTable = (table: string): string => `
  create or replace trigger "refuse_writes" before insert or update or delete or truncate on ${quoted(table)}
  for each statement when (current_setting('${movingSetting}', true) is distinct from 'on')
  execute function "refuse_writes"()`;

export const thaw = (sql: postgres.Sql): Promise<void> =>
  withTablesLocked(sql, async (transaction) => {
    await transaction.unsafe('drop function if exists "refuse_writes"() cascade');
  });

export const freezeStatement = `select obj_description(to_regprocedure('refuse_writes()'), 'pg_proc') as "comment"`;

/** The freeze a row of `freezeStatement` speaks of. */
export function freezeOf(row: Readonly<Record<string, unknown>> | undefined): Freeze | null {
  if (typeof row?.comment !== 'string') return null;
  const { reason, since } = JSON.parse(row.comment) as { reason: string; since: string };
  return { reason, since: new Date(since) };
}

export async function frozen(sql: Pick<postgres.Sql, 'unsafe'>): Promise<Freeze | null> {
  return freezeOf((await sql.unsafe(freezeStatement))[0]);
}

async function withTablesLocked(
  sql: postgres.Sql,
  work: (transaction: postgres.TransactionSql) => Promise<void>,
): Promise<void> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    try {
      await sql.begin(async (transaction) => {
        await transaction.unsafe(`set local lock_timeout = '${lockTimeout}'`);
        await transaction.unsafe(
          `lock table ${tableNames.map(quoted).join(', ')} in share row exclusive mode`,
        );
        await work(transaction);
      });
      return;
    } catch (error) {
      if (!isInTheWay(error)) throw error;
      if (performance.now() > deadline) {
        throw new StoreUnavailableError(
          `Other transactions have held the tables for ${patienceMs / 1000} s: end them and try again.`,
          error,
        );
      }
      await wait(Math.random() * 500);
    }
  }
}

const isInTheWay = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && inTheWay.includes(String(error.code));
