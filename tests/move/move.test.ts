import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { update } from '#domain/changes.ts';
import { begin, MoveRefusal } from '#libs/store/move/begin.ts';
import { JournalError } from '#libs/store/move/journal.ts';
import { closeWindow, tryOut } from '#libs/store/move/move.ts';
import { OrphanError, type TransferStore } from '#libs/store/transfer.ts';
import { writeOut } from '#libs/store/transfer-row.ts';
import { type OpenedTransfer, openMemoryTransfer } from '#tests/contract/store/open-transfers.ts';
import { activity, birth, only, order, transaction } from '#tests/contract/store/records.ts';
import { samplesOf } from '#tests/setup/thorough.ts';
import { dump, fill, freshFile, quietMove, run } from './quiet-move.ts';
import { aShop } from './random-shop.ts';

let from: OpenedTransfer;
let to: OpenedTransfer;
beforeEach(async () => {
  from = await openMemoryTransfer({ name: 'old' });
  to = await openMemoryTransfer({ name: 'new' });
});

const sell = async (...names: string[]) => {
  for (const id of names) await from.store.commit(birth({ order: { id }, log: { event_id: id } }).changes);
};
const sameAtBothEnds = async () => expect(await dump(to.transfer)).toEqual(await dump(from.transfer));

/** The store, with something happening at its nth page or put. */
function disturbed(store: TransferStore, nth: number, happen: () => Promise<unknown>): TransferStore {
  let count = 0;
  const now = async () => (++count === nth ? void (await happen()) : undefined);
  return {
    ...store,
    async *scan(table, after) {
      for await (const page of store.scan(table, after)) {
        await now();
        yield page;
      }
    },
    put: async (table, rows) => {
      await now();
      await store.put(table, rows);
    },
  };
}

describe('a move', { timeout: 60_000 }, () => {
  it('leaves both ends the same and says so with equal counts and digests', async () => {
    await sell('a', 'b', 'c');
    const { report } = await run(quietMove(from.transfer, to.transfer));
    await sameAtBothEnds();
    expect(report.isSame).toBe(true);
    for (const { source, target } of report.tables) expect(target).toEqual(source);
    expect(report.tables.find(({ table }) => table === 'outbox')?.source.count).toBe(9);
  });

  it('brings everything that is written while it runs, whenever that is', async () => {
    for (let nth = 1; nth <= 30; nth += 1) {
      await Promise.all([from.empty(), to.empty()]);
      await sell('a', 'm', 'z');
      const during = async () => {
        await sell('0', 'n', 'zz');
        const read = (await from.store.load({ order: { method: 'stripe', orderNo: 'ROL-a' } })).order;
        if (read) await from.store.commit(only(update('payment_orders', read, { trade_no: `other${nth}` })));
      };
      const { report } = await run(quietMove(disturbed(from.transfer, nth, during), to.transfer));
      expect(report).toMatchObject({ isSame: true });
      await sameAtBothEnds();
    }
  });

  it('can be run again and again', async () => {
    await sell('a');
    const file = freshFile();
    await run(quietMove(from.transfer, to.transfer, { file }));
    await sell('b');
    const { report } = await run(quietMove(from.transfer, to.transfer, { file }));
    expect(report.isSame).toBe(true);
    await sameAtBothEnds();
  });

  it('goes on where it was cut off, wherever that is', async () => {
    for (let nth = 1; nth <= 25; nth += 1) {
      await Promise.all([from.empty(), to.empty()]);
      await sell('a', 'b', 'c', 'd');
      const file = freshFile();
      const cutOff = disturbed(to.transfer, nth, () => Promise.reject(new Error('cut off')));
      await run(quietMove(from.transfer, cutOff, { file })).catch(() => {});
      await sell('e');
      expect((await run(quietMove(from.transfer, to.transfer, { file }))).report.isSame).toBe(true);
      await sameAtBothEnds();
    }
  });

  it('stops between two pages when it is interrupted', async () => {
    await sell('a', 'b', 'c', 'd', 'e');
    const move = quietMove(
      disturbed(from.transfer, 2, async () => move.interrupt()),
      to.transfer,
    );
    await expect(run(move)).rejects.toThrow('aborted');
    expect(await to.transfer.count('payment_orders')).toBeLessThan(5);
    expect(move.journal.read()).toMatchObject({ phase: 'copying' });
  });

  it('moves any shop there and back', async () => {
    await fc.assert(
      fc.asyncProperty(aShop, async (shop) => {
        await Promise.all([from.empty(), to.empty()]);
        await fill(from.transfer, shop);
        const before = await dump(from.transfer);
        await run(quietMove(from.transfer, to.transfer));
        await from.empty();
        await run(quietMove(to.transfer, from.transfer));
        expect(await dump(from.transfer)).toEqual(before);
      }),
      { numRuns: samplesOf(30) },
    );
  });

  it('says which record is in the way of another', async () => {
    const orphan = writeOut('payment_transactions', transaction(order({ id: 'gone' }), { id: 'lost' }));
    const source = { ...from.transfer, get: async () => [] };
    source.scan = async function* (table) {
      if (table === 'payment_transactions') yield { rows: [orphan], next: 'lost' };
    };
    const moving = run(quietMove(source, to.transfer));
    await expect(moving).rejects.toThrow(OrphanError);
    await expect(moving).rejects.toThrow('payment_transactions lost');
  });
});

describe('a move refuses', () => {
  it('to run into a database that is not empty, unless told to merge', async () => {
    await sell('a');
    await to.store.commit(only({ op: 'insert', table: 'activity_logs', row: activity({ id: 'mine' }) }));
    const refused = run(quietMove(from.transfer, to.transfer));
    await expect(refused).rejects.toThrow(MoveRefusal);
    await expect(refused).rejects.toThrow(/not empty.+--merge/);
    const { report } = await run(quietMove(from.transfer, to.transfer, { merge: true }));
    expect(report.isSame).toBe(true);
    expect(report.tables.find(({ table }) => table === 'activity_logs')?.extra.count).toBe(1);
    expect(await to.transfer.count('activity_logs')).toBe(2);
  });

  it('a journal of another move', async () => {
    const file = freshFile();
    await run(quietMove(from.transfer, to.transfer, { file }));
    const back = quietMove(to.transfer, from.transfer, { file, merge: true });
    await expect(run(back)).rejects.toThrow(JournalError);
    await expect(run(back)).rejects.toThrow(/from old to new, not to this one from new to old/);
  });

  it('a source that somebody has frozen', async () => {
    await from.transfer.freeze('the auditors are here');
    await expect(run(quietMove(from.transfer, to.transfer))).rejects.toThrow(
      /takes no writes since .+: the auditors are here\..+--thaw/,
    );
  });

  it('to move a database to itself, and into one that is not ready', async () => {
    await expect(run(quietMove(from.transfer, from.transfer))).rejects.toThrow('cannot be moved to itself');
    const broken = { ...to.transfer, problem: async () => 'run npm run db:migrate.' };
    await expect(run(quietMove(from.transfer, broken))).rejects.toThrow(/not ready: run npm run db:migrate/);
  });
});

describe('the comparison', () => {
  const tampered = async (tamper: () => Promise<void>) => {
    await sell('a', 'b');
    const file = freshFile();
    await run(quietMove(from.transfer, to.transfer, { file }));
    await tamper();
    const { report } = await run(quietMove(from.transfer, to.transfer, { file }));
    return { report, orders: report.tables[0] };
  };

  it('names a record that was changed in the target', async () => {
    const { report, orders } = await tampered(async () => {
      const [row] = await to.transfer.get('payment_orders', ['a']);
      if (row) await to.transfer.put('payment_orders', [{ ...row, amount: '1' }]);
    });
    expect(report.isSame).toBe(false);
    expect(orders?.differing).toEqual({ count: 1, ids: ['a'] });
    expect(orders?.target.digest).not.toBe(orders?.source.digest);
  });

  it('names a record that the source does not have', async () => {
    const { report, orders } = await tampered(() =>
      to.transfer.put('payment_orders', [writeOut('payment_orders', order({ id: 'forged' }))]),
    );
    expect(report.isSame).toBe(false);
    expect(orders?.extra).toEqual({ count: 1, ids: ['forged'] });
  });

  it('begins anew in a target that was emptied, and says so', async () => {
    await sell('a');
    const file = freshFile();
    await run(quietMove(from.transfer, to.transfer, { file }));
    await to.empty();
    const again = quietMove(from.transfer, to.transfer, { file });
    expect((await run(again)).report.isSame).toBe(true);
    expect(again.told).toEqual(['new is empty: the move begins anew.']);
    await sameAtBothEnds();
  });

  it('writes nothing when it is only tried out', async () => {
    await sell('a', 'b');
    const { journal, ...move } = quietMove(from.transfer, to.transfer);
    const report = await tryOut(move);
    expect(report.tables[0]).toMatchObject({ source: { count: 2 }, differing: { count: 2 } });
    expect(await dump(to.transfer)).toEqual([]);
    expect(journal.read()).toBeNull();
  });
});

describe('the window of a cut-over', () => {
  const moved = async () => {
    const move = quietMove(from.transfer, to.transfer);
    return { move, moved: await run(move) };
  };

  it('brings what came last, keeps the source frozen and opens the target', async () => {
    await sell('a');
    await to.transfer.freeze('it was the source once');
    const ready = await moved();
    await sell('b');
    const window = await closeWindow(ready.move, ready.moved);
    expect(window).toMatchObject({ isVerified: true, report: { isSame: true } });
    await sameAtBothEnds();
    expect(await from.transfer.frozen()).toMatchObject({ reason: 'the records move to new' });
    expect(await to.transfer.frozen()).toBeNull();
    expect(ready.move.journal.read()).toMatchObject({ phase: 'verified' });
  });

  it('opens the source again when the ends are not the same', async () => {
    await sell('a');
    const ready = await moved();
    await to.transfer.put('payment_orders', [writeOut('payment_orders', order({ id: 'forged' }))]);
    expect(await closeWindow(ready.move, ready.moved)).toMatchObject({ isVerified: false });
    expect(await from.transfer.frozen()).toBeNull();
  });

  it('opens the source again when it is interrupted or anything fails', async () => {
    await sell('a');
    const ready = await moved();
    await sell('b');
    ready.move.interrupt();
    await expect(closeWindow(ready.move, ready.moved)).rejects.toThrow('aborted');
    expect(await from.transfer.frozen()).toBeNull();
    const target = { ...to.transfer, put: () => Promise.reject(new Error('no line')) };
    const cutOff = { ...quietMove(from.transfer, to.transfer), ends: { source: from.transfer, target } };
    await expect(closeWindow(cutOff, ready.moved)).rejects.toThrow('no line');
    expect(await from.transfer.frozen()).toBeNull();
  });

  it('is opened by the next run when it was killed inside', async () => {
    await sell('a');
    const { move } = await moved();
    await from.transfer.freeze('the records move to new');
    await run(move);
    expect(await from.transfer.frozen()).toBeNull();
    expect(move.told).toEqual(['The cut-over before this one was cut off: old takes writes again.']);
  });

  it('stays closed for the next run once it was verified', async () => {
    const ready = await moved();
    await closeWindow(ready.move, ready.moved);
    expect(await begin(ready.move)).toMatchObject({ phase: 'verified' });
    expect(await from.transfer.frozen()).not.toBeNull();
  });
});
