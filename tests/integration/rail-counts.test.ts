import { beforeEach, expect, it } from 'vitest';
import { insert } from '#domain/changes.ts';
import { railCounts } from '#services/console/queries/rail-counts.ts';
import { watchForIncidents } from '#services/watch-for-incidents.ts';
import { message, only, order, webhookLog } from '#tests/contract/store/records.ts';
import { onEveryStore } from '#tests/setup/stores.ts';
import { createTestContext, type TestContext } from '#tests/test-context.ts';

const mira = { name: 'mira', role: 'viewer' } as const;
const none = { count: 0, more: false };

onEveryStore((store) => {
  let app: TestContext;
  beforeEach(() => {
    app = createTestContext({ store: store() });
  });
  const keep = async (...changes: ReturnType<typeof insert>[]) => {
    for (const change of changes) await app.store.commit(only(change));
  };

  it('the rail counts what needs a person, and nothing that goes its way', async () => {
    await keep(insert('outbox', message()), insert('payment_orders', order()));
    expect(await railCounts(app, mira)).toEqual({
      ...{ orders: none, refunds: none, webhooks: none, deliveries: none, incidents: none },
    });
    await keep(
      insert('payment_orders', order({ needs_attention: 'amount_mismatch' })),
      insert('webhook_logs', webhookLog({ status: 'failed', error_code: 'malformed_event' })),
      insert(
        'webhook_logs',
        webhookLog({ status: 'failed', error_code: 'unexpected', next_attempt_at: new Date() }),
      ),
      insert(
        'webhook_logs',
        webhookLog({ status: 'failed', error_code: 'order_unknown', next_attempt_at: new Date() }),
      ),
      insert('outbox', message({ status: 'dead' })),
    );
    await watchForIncidents(app);
    expect(await railCounts(app, mira)).toMatchObject({
      ...{ orders: { count: 1 }, webhooks: { count: 2 }, deliveries: { count: 1 }, incidents: { count: 4 } },
    });
  });

  it('the rail counts no further than a hundred', async () => {
    const dead = Array.from({ length: 101 }, () => insert('outbox', message({ status: 'dead' })));
    await app.store.commit({ log: null, changes: dead });
    expect(await railCounts(app, mira)).toMatchObject({ deliveries: { count: 100, more: true } });
  });
});
