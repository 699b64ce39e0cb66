import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { insert, type Records, type TableName, update } from '#domain/changes.ts';
import { StoreUnavailableError } from '#domain/errors.ts';
import { canonicalText } from '#libs/store/move/canonical.ts';
import { TakenError, type TransferRow } from '#libs/store/transfer.ts';
import { readIn, writeOut } from '#libs/store/transfer-row.ts';
import { everything } from './observed.ts';
import type { OpenedTransfer, OpenTransfer } from './open-transfers.ts';
import { after, birth, noon, only, order, webhookLog } from './records.ts';

/** The promises every store makes to a move. */
export function transferContract(openTransfer: OpenTransfer): void {
  let opened: OpenedTransfer;
  beforeAll(async () => {
    opened = await openTransfer();
  });
  beforeEach(() => opened.empty());
  afterAll(() => opened.close());

  describe('reading', () => reading(() => opened));
  describe('writing', () => writing(() => opened));
  describe('freezing', () => freezing(() => opened));
}

const born = (nth: number) =>
  birth({ order: { id: `o${nth}`, created_at: after(nth) }, log: { id: `l${nth}`, event_id: `e${nth}` } });

/** Databases write json in their own ways; what it says is the same. */
const texts = (table: TableName, rows: readonly TransferRow[]) =>
  rows.map((row) => canonicalText(table, row));
const said = <T extends TableName>(table: T, record: Records[T]) =>
  canonicalText(table, writeOut(table, record));

async function scanned({ transfer }: OpenedTransfer, from: string | null = null): Promise<TransferRow[]> {
  const rows: TransferRow[] = [];
  for await (const page of transfer.scan('payment_orders', from)) rows.push(...page.rows);
  return rows;
}

function reading(opened: () => OpenedTransfer): void {
  it('scans every record once and says what the shop wrote', async () => {
    const written = Array.from({ length: 7 }, (_, nth) => born(nth));
    for (const { changes } of written) await opened().store.commit(changes);
    const rows = await scanned(opened());
    expect(texts('payment_orders', rows).toSorted()).toEqual(
      written.map((one) => said('payment_orders', one.order)).toSorted(),
    );
    expect(await opened().transfer.count('payment_orders')).toBe(7);
  });

  it('goes on behind any page', async () => {
    for (let nth = 0; nth < 5; nth += 1) await opened().store.commit(born(nth).changes);
    const all = await scanned(opened());
    for await (const { rows, next } of opened().transfer.scan('payment_orders', null)) {
      const place = all.findIndex(({ id }) => id === rows.at(-1)?.id);
      expect(await scanned(opened(), next)).toEqual(all.slice(place + 1));
    }
  });

  it('gets the records of any table by their ids, and passes over ids that are none', async () => {
    const { changes, log, preorder, charge } = born(1);
    await opened().store.commit(changes);
    const { transfer } = opened();
    const found = async (table: TableName, ...ids: string[]) => texts(table, await transfer.get(table, ids));
    expect(await found('webhook_logs', 'none', log.id)).toEqual([said('webhook_logs', log)]);
    expect(await found('preorders', preorder.id)).toEqual([said('preorders', preorder)]);
    expect(await transfer.get('payment_transactions', [charge.id])).toHaveLength(1);
    expect(await transfer.get('outbox', [])).toEqual([]);
  });

  it('tells which records were inserted, updated, leased or settled since a mark', async () => {
    const { store, transfer } = opened();
    for (const nth of [1, 2]) await store.commit(born(nth).changes);
    const mark = await transfer.mark();
    const [leased] = await store.claim({ now: noon, limit: 1, token: 't', leaseSeconds: 60 });
    const read = (await store.load({ order: { method: 'stripe', orderNo: 'ROL-o2' } })).order;
    if (read) await store.commit(only(update('payment_orders', read, { email: null })));
    await store.commit(born(3).changes);
    expect(await transfer.changedSince('payment_orders', mark)).toEqual(expect.arrayContaining(['o2', 'o3']));
    expect(await transfer.changedSince('outbox', mark)).toContain(leased?.id);
    expect(await transfer.changedSince('webhook_logs', mark)).toContain('l3');
  });

  it('names itself without a secret', () => {
    expect(opened().transfer.name).toMatch(/^\w+/);
    expect(opened().transfer.name).not.toMatch(/password|@/);
  });
}

function writing(opened: () => OpenedTransfer): void {
  const put = async (...born: ReturnType<typeof birth>[]) => {
    const { transfer } = opened();
    await transfer.put(
      'payment_orders',
      born.map((one) => writeOut('payment_orders', one.order)),
    );
    await transfer.put(
      'preorders',
      born.map((one) => writeOut('preorders', one.preorder)),
    );
    await transfer.put(
      'webhook_logs',
      born.map((one) => writeOut('webhook_logs', one.log)),
    );
    await transfer.put(
      'payment_transactions',
      born.map((one) => writeOut('payment_transactions', one.charge)),
    );
    await transfer.put(
      'outbox',
      born.flatMap((one) => one.messages.map((row) => writeOut('outbox', row))),
    );
  };

  it('puts records so that the shop finds them by every key', async () => {
    const one = born(1);
    await put(one);
    const known = await opened().store.load({
      event: { provider: 'stripe', eventId: one.log.event_id },
      order: { method: 'stripe', tradeNo: one.order.trade_no },
    });
    expect(known.log?.record).toEqual(one.log);
    expect(known.order?.record).toEqual(one.order);
    expect(known.preorder?.record).toEqual(one.preorder);
    expect(known.transactions).toEqual([one.charge]);
  });

  it('puts records so that the shop refuses what is there already', async () => {
    await put(born(1));
    const { store } = opened();
    expect(await store.commit(born(1).changes)).toEqual({ kind: 'seen', status: 'success' });
    const rival = order({ order_no: 'ROL-o1' });
    const taken = { kind: 'conflict', guards: ['payment_orders:order_no'] };
    expect(await store.commit(only(insert('payment_orders', rival)))).toEqual(taken);
    const sameStripeEvent = webhookLog({ event_id: 'other', stripe_event_id: 'evt_l1' });
    expect(await store.commit({ log: insert('webhook_logs', sameStripeEvent), changes: [] })).toMatchObject({
      kind: 'seen',
    });
  });

  it('puts records so that the shop goes on with them', async () => {
    await put(born(1), born(2));
    const { store } = opened();
    const claimed = await store.claim({ now: noon, limit: 10, token: 't', leaseSeconds: 60 });
    expect(claimed).toHaveLength(6);
    const read = (await store.load({ order: { method: 'stripe', orderNo: 'ROL-o2' } })).order;
    expect(read).not.toBeNull();
    if (!read) return;
    const moved = await store.commit(only(update('payment_orders', read, { trade_no: 'pi_new' })));
    expect(moved).toEqual({ kind: 'committed' });
  });

  it('leaves the same when it is repeated', async () => {
    const one = born(1);
    await put(one);
    const before = await everything(opened().store);
    await put(one);
    expect(await everything(opened().store)).toEqual(before);
  });

  it('replaces what stood there and frees the unique values it gave up', async () => {
    const { store, transfer } = opened();
    await put(born(1));
    const changed = { ...born(1).order, trade_no: 'pi_other', status: 'refunded' as const };
    await transfer.put('payment_orders', [writeOut('payment_orders', changed)]);
    const load = (tradeNo: string) => store.load({ order: { method: 'stripe', tradeNo } });
    expect((await load('pi_o1')).order).toBeNull();
    expect((await load('pi_other')).order?.record).toEqual(changed);
    const heir = order({ trade_no: 'pi_o1' });
    expect(await store.commit(only(insert('payment_orders', heir)))).toEqual({ kind: 'committed' });
  });

  it('refuses a record whose unique value belongs to another', async () => {
    await put(born(1));
    const rival = writeOut('payment_orders', order({ id: 'rival', session_id: 'cs_o1' }));
    await expect(opened().transfer.put('payment_orders', [rival])).rejects.toThrow(TakenError);
  });

  it('keeps strange text, the largest amounts and json of any shape', async () => {
    const text = 'né\u202e "\\u0000" \u{1f9f8}\ufffd\r\n\u0001';
    const strange = order({ email: text, amount: Number.MAX_SAFE_INTEGER, utm: { [text]: text, '': '' } });
    await opened().transfer.put('payment_orders', [writeOut('payment_orders', strange)]);
    const [row] = await scanned(opened());
    expect(row && readIn('payment_orders', row)).toEqual(strange);
  });

  it('takes a thousand records at once, large ones among them', async () => {
    const logs = Array.from({ length: 1_000 }, (_, nth) =>
      webhookLog({
        id: `big${nth}`,
        raw_data: `{"n":${nth},"x":"${'ä'.repeat(nth % 100 === 0 ? 90_000 : 10)}"}`,
      }),
    );
    await opened().transfer.put(
      'webhook_logs',
      logs.map((log) => writeOut('webhook_logs', log)),
    );
    expect(await opened().transfer.count('webhook_logs')).toBe(1_000);
    const [back] = await opened().transfer.get('webhook_logs', ['big100']);
    expect(back?.raw_data).toBe(logs[100]?.raw_data);
  });
}

function freezing(opened: () => OpenedTransfer): void {
  it('refuses every write of the shop, at once and with the reason, while everything can be read', async () => {
    const { store, transfer } = opened();
    await store.commit(born(1).changes);
    await transfer.freeze('The records move.');
    const writes = [
      () => store.commit(born(2).changes),
      () => store.commit(born(1).changes),
      () => store.claim({ now: noon, limit: 1, token: 't', leaseSeconds: 60 }),
      () => store.settle([settlement]),
    ];
    for (const write of writes) {
      const error = await write().catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(StoreUnavailableError);
      expect(String(error)).toContain('The records move.');
    }
    expect((await store.load({ order: { method: 'stripe', orderNo: 'ROL-o1' } })).order).not.toBeNull();
    expect((await store.list('payment_orders', { limit: 10 })).rows).toHaveLength(1);
  }, 30_000);

  it('says that it is frozen, why and since when, until it is thawed', async () => {
    const { transfer } = opened();
    expect(await transfer.frozen()).toBeNull();
    await transfer.freeze("It's moving.");
    const first = await transfer.frozen();
    expect(first).toMatchObject({ reason: "It's moving." });
    await transfer.freeze('It moved.');
    expect(await transfer.frozen()).toEqual({ reason: 'It moved.', since: first?.since });
    expect(await opened().store.problem()).toContain('It moved.');
    await transfer.thaw();
    expect(await transfer.frozen()).toBeNull();
    await transfer.thaw();
    expect(await opened().store.problem()).toBeNull();
  }, 30_000);

  it('still lets a move put records', async () => {
    const { store, transfer } = opened();
    await transfer.freeze('The records move.');
    await transfer.put('payment_orders', [writeOut('payment_orders', order({ order_no: 'ROL-moved' }))]);
    expect((await store.load({ order: { method: 'stripe', orderNo: 'ROL-moved' } })).order).not.toBeNull();
  }, 30_000);

  it('takes writes again after the thaw', async () => {
    const { store, transfer } = opened();
    await transfer.freeze('The records move.');
    await transfer.thaw();
    const committed = () => store.commit(born(1).changes);
    await expect
      .poll(committed, { timeout: 10_000 })
      .toMatchObject({ kind: expect.stringMatching(/committed|seen/) });
  }, 30_000);
}

const settlement = {
  id: 'none',
  token: 't',
  set: { status: 'sent', attempts: 1, next_attempt_at: noon, last_error: null, sent_at: noon },
} as const;
