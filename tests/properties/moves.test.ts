import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Changes, TableName } from '#domain/changes.ts';
import { orderMoves } from '#domain/order.ts';
import { outboxMoves } from '#domain/outbox.ts';
import { preorderMoves } from '#domain/preorder.ts';
import { refundMoves } from '#domain/refund-record.ts';
import { webhookMoves } from '#domain/webhook-log.ts';
import { DeliveryError } from '#libs/deliveries/delivery.ts';
import type { Store } from '#libs/store/store.ts';
import { drainOutbox } from '#services/drain-outbox.ts';
import { sweepWebhookLogs } from '#services/sweep-webhook-logs.ts';
import { eventsOf, post, purchase } from '#tests/factories.ts';
import { onEveryStore } from '#tests/setup/stores.ts';
import { createTestContext } from '#tests/test-context.ts';

const tables = {
  payment_orders: orderMoves,
  preorders: preorderMoves,
  refund_records: refundMoves,
  webhook_logs: webhookMoves,
  outbox: outboxMoves,
} as const;
type Moving = keyof typeof tables;
type Moves = Readonly<Record<string, readonly string[]>>;

/** A store that notes every change of a status it really made. */
function watchedStore(store: Store, moves: string[]): Store {
  const moveOf = async (table: TableName, id: string, to: string | undefined): Promise<string[]> => {
    if (!(table in tables) || to === undefined) return [];
    const [row] = (await store.list(table as Moving, { where: { id }, limit: 1 })).rows;
    return row && row.status !== to ? [`${table} ${row.status} ${to}`] : [];
  };
  return {
    ...store,
    async commit({ log, changes }: Changes) {
      const updates = [log, ...changes].filter((change) => change?.op === 'update');
      const asked = await Promise.all(
        updates.map(({ table, read, set }) =>
          moveOf(table, read.record.id, (set as { status?: string }).status),
        ),
      );
      const result = await store.commit({ log, changes });
      if (result.kind === 'committed') moves.push(...asked.flat());
      return result;
    },
    async settle(settlements) {
      for (const { id, set } of settlements) moves.push(...(await moveOf('outbox', id, set.status)));
      return store.settle(settlements);
    },
  };
}

/** Facts may skip stations: a refund that came first and the payment behind it lead from pending straight to refunded. */
function reaches(moves: Moves, from: string, to: string, seen: readonly string[] = []): boolean {
  const next = (moves[from] ?? []).filter((station) => !seen.includes(station));
  return next.includes(to) || next.some((station) => reaches(moves, station, to, [...seen, ...next]));
}

const happenings = (events: ReturnType<typeof eventsOf>) => [
  events.unpaid(),
  events.delayedPaid(),
  events.delayedFailed(),
  events.expired(),
  events.refund('created', 're_1', 'succeeded', 29_900),
  events.refund('failed', 're_1', 'failed', 29_900),
  events.refund('created', 're_2', 'succeeded', 10_000),
  events.dispute('created', 'dp_1', 'needs_response'),
  events.dispute('closed', 'dp_1', 'won'),
];

onEveryStore((store, { name, empty }) => {
  describe('whatever happens to a payment', { timeout: 60_000 }, () => {
    it('orders, preorders, refunds, log rows and messages change their status only along their table of moves', async () => {
      const moves: string[] = [];
      const anySequence = fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7, 8], { minLength: 3 });
      await fc.assert(
        fc.asyncProperty(anySequence, fc.nat(6), async (sequence, failures) => {
          await empty();
          const app = createTestContext({ store: watchedStore(store(), moves) });
          app.failures.push(
            ...Array.from({ length: failures }, (_, nth) => new DeliveryError('no', { retryable: nth > 0 })),
          );
          const story = happenings(eventsOf(purchase()));
          for (const nth of sequence) await post(app, story[nth] ?? '');
          await app.settled();
          app.clock.pass(61);
          await sweepWebhookLogs(app);
          await drainOutbox(app);
          await app.settled();
        }),
        { numRuns: name === 'memory' ? 150 : 12, seed: 7 },
      );
      const illegal = [...new Set(moves)].filter((move) => {
        const [table, from = '', to = ''] = move.split(' ');
        const allowed = tables[table as Moving] as Moves;
        return table === 'payment_orders' ? !reaches(allowed, from, to) : !allowed[from]?.includes(to);
      });
      expect(illegal).toEqual([]);
      expect(new Set(moves).size).toBeGreaterThan(10);
    });
  });
});
