import { describe, expect, it } from 'vitest';
import type { Operator } from '#domain/operator.ts';
import type { WebhookFilter } from '#domain/webhook-search.ts';
import { webhook } from '#services/console/queries/webhook.ts';
import { webhookCounts } from '#services/console/queries/webhook-counts.ts';
import { everyWebhook, webhooks, webhooksSince } from '#services/console/queries/webhooks.ts';
import { revealWebhook } from '#services/console/reveal-webhook.ts';
import { eventsOf, post, purchase } from '#tests/factories.ts';
import { onEveryStore } from '#tests/setup/stores.ts';
import { createTestContext, type TestContext } from '#tests/test-context.ts';

const viewer: Operator = { name: 'Mia', role: 'viewer' };
const ana: Operator = { name: 'Ana', role: 'operator' };

function filterOf(app: TestContext, fields: Partial<WebhookFilter> = {}): WebhookFilter {
  const now = app.clock.now().getTime();
  return {
    ...{ view: 'all', status: null, provider: null, event: null, search: '' },
    ...{ from: new Date(now - 86_400_000), until: new Date(now + 1) },
    ...fields,
  };
}

/** One paid order, one refund nobody knows, one event that means nothing. */
async function day(app: TestContext) {
  const bought = purchase({ email: 'grace@example.com' });
  const paid = eventsOf(bought).paid();
  const refund = eventsOf(purchase()).refund('created', `re_${bought.orderNo}`, 'succeeded', 500);
  const other = { ...eventsOf(purchase()).chargeRefunded(1), type: 'customer.created' };
  for (const event of [paid, refund, other]) {
    await post(app, event);
    app.clock.pass(1);
  }
  await app.settled();
  return { bought, paid, refund, other };
}

/** The ids of all pages, two rows at a time. A search whose time was up is taken up where it stopped, as the page offers. */
async function walk(app: TestContext, filter: WebhookFilter, between: () => Promise<unknown>) {
  const ids: string[] = [];
  let place: { after: string | null; until: Date } | null = { after: null, until: filter.until };
  while (place !== null) {
    const { after, until }: { after: string | null; until: Date } = place;
    const page = await webhooks(app, viewer, { filter: { ...filter, until }, after, limit: 2 });
    ids.push(...page.rows.map(({ id }) => id));
    if (after === null) await between();
    if (page.next) place = { after: page.next, until };
    else place = page.searchedBackTo && { after: null, until: page.searchedBackTo };
  }
  return ids;
}

onEveryStore((store) => {
  const found = async (app: TestContext, fields: Partial<WebhookFilter>) =>
    (await webhooks(app, viewer, { filter: filterOf(app, fields) })).rows.map(({ event_id }) => event_id);

  it('finds by view, type, order, e-mail, id, payment and by text inside the payload, the latest first', async () => {
    const app = createTestContext({ store: store() });
    const { bought, paid, refund, other } = await day(app);

    expect(await found(app, {})).toEqual([other.id, refund.id, paid.id]);
    expect(await found(app, { view: 'failed' })).toEqual([refund.id]);
    expect(await found(app, { view: 'ignored' })).toEqual([other.id]);
    expect(await found(app, { view: 'slow' })).toEqual([]);
    expect(await found(app, { event: 'refund.created' })).toEqual([refund.id]);
    expect(await found(app, { provider: 'alipay' })).toEqual([]);
    expect(await found(app, { search: bought.orderNo })).toEqual([paid.id]);
    expect(await found(app, { search: 'ROL-ZZZZZZZZ' })).toEqual([]);
    expect(await found(app, { search: 'grace@example.com' })).toEqual([paid.id]);
    expect(await found(app, { search: refund.id })).toEqual([refund.id]);
    expect(await found(app, { search: bought.tradeNo ?? '' })).toEqual([paid.id]);
    expect(await found(app, { search: 'byron ROAD' })).toEqual([paid.id]);
    expect(await webhookCounts(app, viewer, filterOf(app))).toEqual({
      all: 3,
      failed: 1,
      slow: 0,
      ignored: 1,
    });
  });

  it('pages do not shift while new rows come in, neither in a list nor in a search', async () => {
    const app = createTestContext({ store: store() });
    for (let nth = 0; nth < 5; nth++) {
      await post(app, eventsOf(purchase()).paid());
      app.clock.pass(nth === 2 ? 4_000 : 1);
    }
    for (const search of ['', 'cs_test']) {
      const filter = filterOf(app, { search });
      const before = await app.store.list('webhook_logs', { limit: 50 });
      const walked = await walk(app, filter, () => post(app, eventsOf(purchase()).paid()));
      expect(walked).toEqual(before.rows.map(({ id }) => id));
      app.clock.pass(1);
    }
    await app.settled();
  });

  it('counts what came since the latest row, and writes every row of a filter into a file', async () => {
    const app = createTestContext({ store: store() });
    const { paid, refund } = await day(app);
    const { rows } = await webhooks(app, viewer, { filter: filterOf(app) });
    const since = rows[0]?.created_at ?? new Date(0);

    expect(await webhooksSince(app, viewer, { filter: filterOf(app), since })).toBe(0);
    await post(app, eventsOf(purchase()).paid());
    expect(await webhooksSince(app, viewer, { filter: filterOf(app), since })).toBe(1);
    expect(await webhooksSince(app, viewer, { filter: filterOf(app, { view: 'failed' }), since })).toBe(0);

    const saved: string[] = [];
    for await (const { event_id } of everyWebhook(app, viewer, filterOf(app))) saved.push(event_id);
    expect(saved).toEqual(expect.arrayContaining([paid.id, refund.id]));
    expect(saved).toHaveLength(4);
    await app.settled();
  });

  it('shows one with its order, its messages and its attempts', async () => {
    const app = createTestContext({ store: store() });
    const { bought, paid } = await day(app);
    const [row] = (await webhooks(app, viewer, { filter: filterOf(app, { search: paid.id }) })).rows;
    const detail = await webhook(app, viewer, row?.id ?? '');

    expect(detail).toMatchObject({
      order: { order_no: bought.orderNo, status: 'paid' },
      tries: [{ status: 'success' }],
      may: { replay: false, reveal: false },
    });
    expect(detail?.messages.length).toBeGreaterThanOrEqual(4);
    expect(await webhook(app, viewer, 'nothing-like-it')).toBeNull();
  });
});

describe('personal data in a notification', () => {
  async function opened() {
    const app = createTestContext();
    const { paid } = await day(app);
    const [row] = (await webhooks(app, viewer, { filter: filterOf(app, { search: paid.id }) })).rows;
    return { app, id: row?.id ?? '' };
  }
  const personal = /grace@|Lovelace|Byron|N1"/;

  it('is masked until an operator reveals it, to that operator, for ten minutes, on record', async () => {
    const { app, id } = await opened();
    expect(JSON.stringify(await webhook(app, ana, id))).not.toMatch(personal);

    await revealWebhook(app, ana, id);
    const revealed = await webhook(app, ana, id);
    expect(JSON.stringify(revealed?.payload)).toMatch(personal);
    expect(revealed?.acts).toMatchObject([{ action: 'webhook.revealed', actor: 'operator:Ana' }]);
    expect(JSON.stringify(await webhook(app, viewer, id))).not.toMatch(personal);
    app.clock.pass(601);
    expect(JSON.stringify(await webhook(app, ana, id))).not.toMatch(personal);
  });

  it('is not for a viewer to reveal', async () => {
    const { app, id } = await opened();
    await expect(revealWebhook(app, viewer, id)).rejects.toMatchObject({ code: 'not_allowed' });
  });
});
