import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { insert } from '#domain/changes.ts';
import { migrateDatabase } from '#libs/store/postgres/migrate.ts';
import { createPostgresStore } from '#libs/store/postgres/postgres-store.ts';
import { claimStatement, dueStatement, waitingStatement } from '#libs/store/postgres/queues.ts';
import { createDatabase } from '#scripts/postgres.ts';
import { openPostgresStore } from './open-stores.ts';
import { activity, birth, only, order } from './records.ts';

const emptyDatabase = () => createDatabase(inject('postgresUrl'), `empty_${randomBytes(6).toString('hex')}`);

describe('migrations', () => {
  it('apply once when several processes start at the same time, and not again', async () => {
    const url = await emptyDatabase();
    const applied = await Promise.all(Array.from({ length: 4 }, () => migrateDatabase(url)));
    expect(applied.filter((count) => count > 0)).toHaveLength(1);
    expect(await migrateDatabase(url)).toBe(0);
    const store = createPostgresStore({ url });
    expect(await store.problem()).toBeNull();
    await store.close();
  });

  it('are asked for, by the command to run, while they are missing or half there', async () => {
    const url = await emptyDatabase();
    const store = createPostgresStore({ url });
    const sql = postgres(url, { max: 1, onnotice: () => {} });
    expect(await store.problem()).toContain('npm run db:migrate');
    await expect(store.commit(birth().changes)).rejects.toThrow('npm run db:migrate');
    await migrateDatabase(url);
    expect(await store.problem()).toBeNull();
    for (const damage of [
      'drop index outbox_open',
      'alter table preorders drop column carrier',
      'drop function commit_guard',
    ]) {
      await sql.unsafe(damage);
      expect(await store.problem()).toContain('npm run db:migrate');
    }
    await Promise.all([store.close(), sql.end()]);
  });

  const command = (DATABASE_URL: string) =>
    spawnSync(process.execPath, ['src/commands/migrate.ts'], {
      env: { ...process.env, DATABASE_URL },
      encoding: 'utf8',
    });

  it('say in plain words what they did', async () => {
    const url = await emptyDatabase();
    expect(command(url)).toMatchObject({ status: 0, stdout: expect.stringContaining('is up to date,') });
    expect(command(url)).toMatchObject({ status: 0, stdout: expect.stringContaining('up to date already') });
  });

  it.each([
    ['', 'is not set'],
    ['nonsense', 'is not an address'],
    ['postgres://user:secret-word@127.0.0.1:1/shop', 'The database shop on 127.0.0.1 cannot be reached'],
  ])('fail on DATABASE_URL=%j with a sentence, and never show the password', (url, sentence) => {
    const { status, stdout, stderr } = command(url);
    expect(status).toBe(1);
    expect(stderr).toContain(sentence);
    expect(stdout + stderr).not.toContain('secret-word');
  });
});

describe('the database', () => {
  let opened: Awaited<ReturnType<typeof openPostgresStore>>;
  let sql: postgres.Sql;
  beforeAll(async () => {
    opened = await openPostgresStore();
    sql = postgres(opened.url, { max: 1 });
  });
  afterAll(async () => {
    await sql.end();
    await opened.close();
  });

  it('walks the small indexes for claims, due events and waiting events, in tables full of finished rows', async () => {
    await sql`insert into outbox (id, kind, dedupe_key, payload, status, attempts, next_attempt_at, created_at, updated_at)
      select 'm' || n, 'klaviyo.event', 'k' || n, '{}', case when n % 100 = 0 then 'pending' else 'sent' end, 0,
        now() - n * interval '1 second', now(), now() from generate_series(1, 5000) n`;
    await sql`insert into webhook_logs (id, provider, event_id, event, status, result, raw_data, attempts, received_at,
        next_attempt_at, trade_no, created_at, updated_at)
      select 'l' || n, 'stripe', 'e' || n, 'x', case when n % 100 = 0 then 'failed' else 'success' end, '', '', 1, now(),
        now(), 'pi' || n, now(), now() from generate_series(1, 5000) n`;
    await sql`analyze`;
    const now = new Date().toISOString();
    const planOf = async (statement: string, ...values: string[]) =>
      (await sql.unsafe(`explain ${statement}`, values)).map((row) => row['QUERY PLAN']).join('\n');

    expect(await planOf(claimStatement, now, '10', 'token', now)).toContain('outbox_open');
    expect(await planOf(dueStatement, now, '10')).toContain('webhook_logs_due');
    expect(await planOf(waitingStatement, '["pi500"]', '10')).toContain('webhook_logs_waiting');
    await opened.empty();
  });

  it('pages through moments that differ by microseconds only', async () => {
    const rows = Array.from({ length: 9 }, () => activity());
    await opened.store.commit(only(...rows.map((row) => insert('activity_logs', row))));
    for (const [nth, { id }] of rows.entries()) {
      await sql`update activity_logs set created_at = ${`2026-11-20T12:00:00.123${nth}5Z`} where id = ${id}`;
    }
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof opened.store.list<'activity_logs'>>> = await opened.store.list(
        'activity_logs',
        { limit: 2, after },
      );
      seen.push(...page.rows.map(({ id }) => id));
      after = page.next;
    } while (after !== null);
    expect(seen).toEqual(rows.map(({ id }) => id).reverse());
  });

  it('shows one process what another has committed, and lets them share the work', async () => {
    const other = createPostgresStore({ url: opened.url });
    const paid = birth();
    await opened.store.commit(paid.changes);
    expect(await other.commit(paid.changes)).toEqual({ kind: 'seen', status: 'success' });
    const now = new Date('2026-11-21T00:00:00Z');
    const claims = await Promise.all(
      [opened.store, other].map((store, nth) =>
        store.claim({ now, limit: 2, token: `worker-${nth}`, leaseSeconds: 9 }),
      ),
    );
    const ids = claims.flat().map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    await other.close();
  });

  it('refuses words, amounts and currencies that no record may have, and keeps them out of the error', async () => {
    const wrong = { ...order({ email: 'private@example.com' }), currency: 'usd' };
    const refused = opened.store.commit(only(insert('payment_orders', wrong)));
    await expect(refused).rejects.toMatchObject({ code: '23514' });
    expect(JSON.stringify(await refused.catch((error: Error) => [error, error.message]))).not.toContain(
      'private@',
    );
    await expect(sql`update preorders set status = 'lost'`).rejects.toThrow('preorders_status_word');
    await expect(sql`update payment_orders set amount_refunded = -1`).rejects.toThrow('amounts_not_negative');
  });
});
