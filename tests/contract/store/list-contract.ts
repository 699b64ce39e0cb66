import { expect, it } from 'vitest';
import { insert } from '#domain/changes.ts';
import type { Store } from '#libs/store/store.ts';
import { allOf } from './observed.ts';
import { activity, after, birth, message, only, order, webhookLog } from './records.ts';

export function listContract(store: () => Store): void {
  const write = (...rows: ReturnType<typeof activity>[]) =>
    store().commit(only(...rows.map((row) => insert('activity_logs', row))));

  it('lists newest first, and by id among equals, whatever letters the ids are made of', async () => {
    const ids = ['b', 'B', 'a', '_', '-', 'Z1', '10', '9', 'z'];
    const equals = ids.map((id) => activity({ id, created_at: after(0) }));
    await write(
      activity({ id: 'old', created_at: after(-1) }),
      ...equals,
      activity({ id: 'new', created_at: after(1) }),
    );
    const listed = (await allOf(store(), 'activity_logs')).map(({ id }) => id);
    expect(listed).toEqual(['new', ...ids.sort().reverse(), 'old']);
  });

  it.each([1, 2, 3, 7, 100])('pages by %s through equal moments without a gap or a repeat', async (size) => {
    const rows = Array.from({ length: 23 }, (_, nth) => activity({ created_at: after(Math.floor(nth / 5)) }));
    await write(...rows);
    const listed = await allOf(store(), 'activity_logs', size);
    expect(listed.map(({ id }) => id)).toEqual((await allOf(store(), 'activity_logs')).map(({ id }) => id));
    expect(new Set(listed.map(({ id }) => id)).size).toBe(23);
  });

  it('does not shift under rows that arrive between two pages', async () => {
    await write(...Array.from({ length: 6 }, (_, nth) => activity({ created_at: after(nth) })));
    const first = await store().list('activity_logs', { limit: 3 });
    await write(activity({ created_at: after(50) }), activity({ created_at: after(51) }));
    const rest = await store().list('activity_logs', { limit: 3, after: first.next });
    const seen = [...first.rows, ...rest.rows].map(
      ({ created_at }) => created_at.getTime() - after(0).getTime(),
    );
    expect(seen).toEqual([5, 4, 3, 2, 1, 0]);
    expect(rest.next).toBeNull();
  });

  it('narrows down by any fields, moments, json and null among them', async () => {
    const rows = [
      order({ email: null, amount: 1 }),
      order({ amount: 1, paid_at: after(9), utm: { b: '2', a: '1' } }),
      order({ amount: 2 }),
    ];
    await store().commit(only(...rows.map((row) => insert('payment_orders', row))));
    const found = async (where: Partial<ReturnType<typeof order>>) =>
      (await store().list('payment_orders', { where, limit: 10 })).rows.map(({ id }) => id).sort();

    expect(await found({ amount: 1 })).toEqual([rows[0]?.id, rows[1]?.id]);
    expect(await found({ amount: 1, email: null })).toEqual([rows[0]?.id]);
    expect(await found({ paid_at: after(9) })).toEqual([rows[1]?.id]);
    expect(await found({ utm: { a: '1', b: '2' } })).toEqual([rows[1]?.id]);
    expect(await found({ order_no: "' or true --" })).toEqual([]);
  });

  it('answers the named fields alone where only they are wanted, of the same records in the same sequence', async () => {
    const rows = [
      order({ created_at: after(1), amount: 1, utm: { source: 'letter' } }),
      order({ created_at: after(2), amount: 2, email: 'ada@example.com', paid_at: null, utm: null }),
      order({ created_at: after(3), amount: 3, email: 'ada@example.com', paid_at: after(9), utm: null }),
    ];
    await store().commit(only(...rows.map((row) => insert('payment_orders', row))));
    const first = await store().listFields('payment_orders', ['amount', 'paid_at', 'utm'], { limit: 2 });
    expect(first.rows).toStrictEqual([
      { amount: 3, paid_at: after(9), utm: null },
      { amount: 2, paid_at: null, utm: null },
    ]);
    const rest = await store().listFields('payment_orders', ['utm'], { limit: 2, after: first.next });
    expect(rest).toStrictEqual({ rows: [{ utm: { source: 'letter' } }], next: null });

    const wanted = { where: { email: 'ada@example.com' }, among: { status: ['paid', 'new'] }, limit: 9 };
    const whole = await store().list('payment_orders', wanted);
    const ids = await store().listFields('payment_orders', ['id'], { ...wanted, atLeast: { amount: 1 } });
    expect(ids.rows).toStrictEqual(whole.rows.map(({ id }) => ({ id })));
  });

  it('narrows down to several values of a field, and finds nothing among none', async () => {
    const rows = ['ada@example.com', 'bob@example.com', 'eve@example.com', null].map((email) =>
      order({ email }),
    );
    await store().commit(only(...rows.map((row) => insert('payment_orders', row))));
    const found = async (email: readonly string[]) =>
      (await store().list('payment_orders', { among: { email }, limit: 10 })).rows.map(({ id }) => id).sort();

    expect(await found(['ada@example.com', 'eve@example.com', "' or true --"])).toEqual(
      [rows[0]?.id, rows[2]?.id].sort(),
    );
    expect(await found([])).toEqual([]);
  });

  it('takes any text for one of several values', async () => {
    const texts = ['a"b', 'c\\d', '{e}', 'f,g', '', 'NULL', "h'i", 'j\\"k'];
    const rows = texts.map((email) => order({ email }));
    await store().commit(only(...rows.map((row) => insert('payment_orders', row))));
    for (const email of texts) {
      const { rows: found } = await store().list('payment_orders', {
        among: { email: [email, 'x'] },
        limit: 10,
      });
      expect(found.map((row) => row.email)).toEqual([email]);
    }
  });

  it('narrows down to a window of time, its beginning among it and its end not, and pages through it', async () => {
    await write(...Array.from({ length: 9 }, (_, nth) => activity({ created_at: after(nth) })));
    const window = { from: after(2), until: after(7) };
    const first = await store().list('activity_logs', { ...window, limit: 3 });
    const rest = await store().list('activity_logs', { ...window, limit: 3, after: first.next });
    const seen = [...first.rows, ...rest.rows].map(
      ({ created_at }) => created_at.getTime() - after(0).getTime(),
    );
    expect(seen).toEqual([6, 5, 4, 3, 2]);
    expect(rest.next).toBeNull();
  });

  it('looks for a text inside a field, whatever the case of its ASCII letters, and takes it for nothing but text', async () => {
    const bodies = ['{"id":"cs_Aé1"}', '{"id":"CS_aé1","note":"50 % _off_"}', '{"id":"other"}'];
    const rows = bodies.map((raw_data) => webhookLog({ raw_data, status: 'ignored' }));
    for (const row of rows) await store().commit({ log: insert('webhook_logs', row), changes: [] });
    const found = async (part: string) =>
      (
        await store().list('webhook_logs', {
          ...{ where: { status: 'ignored' }, containing: { raw_data: part }, limit: 10 },
        })
      ).rows
        .map(({ id }) => id)
        .sort();

    expect(await found('cs_aé1')).toEqual([rows[0]?.id, rows[1]?.id]);
    expect(await found('CS_AÉ1')).toEqual([]);
    expect(await found('50 % _OFF_')).toEqual([rows[1]?.id]);
    expect(await found('%')).toEqual([rows[1]?.id]);
    expect(await found("' or true --")).toEqual([]);
  });

  it('narrows down to numbers from one on, and an unknown number is none', async () => {
    const rows = [5, 1_000, 2_000, null].map((duration_ms) => webhookLog({ duration_ms }));
    for (const row of rows) await store().commit({ log: insert('webhook_logs', row), changes: [] });
    const slow = await store().list('webhook_logs', { atLeast: { duration_ms: 1_000 }, limit: 10 });
    expect(slow.rows.map(({ duration_ms }) => duration_ms).sort()).toEqual([1_000, 2_000]);
  });

  it('refuses a field the table does not have', async () => {
    const where: object = { '"id" = "id" or "id"': 'x' };
    await expect(store().list('outbox', { where, limit: 1 })).rejects.toThrow(TypeError);
  });

  it.each([
    '',
    'nonsense',
    Buffer.from('["outbox"]').toString('base64url'),
    Buffer.from('["outbox","2026-02-31T00:00:00.000000Z","x"]').toString('base64url'),
    Buffer.from('["outbox","now()","x"]').toString('base64url'),
    Buffer.from('["outbox","2026-02-01T00:00:00.000000Z",7]').toString('base64url'),
    Buffer.from('{"length":3}').toString('base64url'),
  ])('refuses the cursor %j', async (foreign) => {
    await expect(store().list('outbox', { after: foreign, limit: 1 })).rejects.toThrow(RangeError);
  });

  it('refuses the cursor of another list', async () => {
    await store().commit(birth().changes);
    await store().commit(only(insert('outbox', message())));
    const { next } = await store().list('outbox', { limit: 1 });
    expect(next).toMatch(/^[\w-]+$/);
    await expect(store().list('preorders', { after: next, limit: 1 })).rejects.toThrow(RangeError);
  });
}
