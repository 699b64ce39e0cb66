import { beforeEach, describe, expect, it } from 'vitest';
import type { Operator } from '#domain/operator.ts';
import { retryDelaysSeconds } from '#domain/outbox.ts';
import { DeliveryError } from '#libs/deliveries/delivery.ts';
import { resendDelivery, revealDelivery, reviveDelivery } from '#services/console/act-on-delivery.ts';
import { type DeliveryFilter, deliveries, everyDelivery } from '#services/console/queries/deliveries.ts';
import { delivery } from '#services/console/queries/delivery.ts';
import { deliveryCounts } from '#services/console/queries/delivery-counts.ts';
import { reviveDeliveries } from '#services/console/revive-deliveries.ts';
import { drainOutbox } from '#services/drain-outbox.ts';
import { onEveryStore } from '#tests/setup/stores.ts';
import { createTestContext, type TestContext } from '#tests/test-context.ts';
import { sale } from './sale.ts';

const viewer: Operator = { name: 'mira', role: 'viewer' };
const operator: Operator = { name: 'ana', role: 'operator' };
const refusal = () => new DeliveryError('Klaviyo answered 400.', { retryable: false });
const outage = () => new DeliveryError('Klaviyo answered 503.', { retryable: true });

onEveryStore((store) => {
  let app: TestContext;
  const filter = (fields: Partial<DeliveryFilter> = {}): DeliveryFilter => ({
    ...{ view: 'all', kind: null, receiver: null, topic: null, orderNo: null },
    from: new Date(app.clock.now().getTime() - 86_400_000),
    until: new Date(app.clock.now().getTime() + 1000),
    ...fields,
  });
  const list = async (fields: Partial<DeliveryFilter> = {}) =>
    (await deliveries(app, viewer, { filter: filter(fields) })).rows;

  const dead = async () => (await list({ view: 'dead' }))[0]?.id ?? '';
  const linesOf = async (id: string) =>
    (await app.store.list('activity_logs', { where: { subject_id: id }, limit: 20 })).rows;

  beforeEach(() => {
    app = createTestContext({ store: store() });
  });

  describe('the list of deliveries', () => {
    it('tells what is pending, retried and when, sent, and dead and why, with counts that add up', async () => {
      const { orderNo } = await sale(app, refusal(), outage());
      expect(await deliveryCounts(app, viewer, filter())).toEqual({
        ...{ all: 4, pending: 0, retrying: 1, sent: 2, suppressed: 0, dead: 1 },
      });
      expect(await list({ view: 'retrying' })).toMatchObject([
        { attempts: 1, reason: 'Klaviyo answered 503.', orderNo },
      ]);
      const [retried] = await list({ view: 'retrying' });
      expect(retried?.nextAttemptAt?.getTime()).toBeGreaterThan(app.clock.now().getTime());
      expect(await list({ view: 'dead' })).toMatchObject([
        { nextAttemptAt: null, reason: 'Klaviyo answered 400.' },
      ]);
      expect(await list({ view: 'sent' })).toHaveLength(2);
    });

    it('is narrowed by kind, receiver, metric, order and date, and by all of them at once', async () => {
      const { orderNo } = await sale(app);
      await sale(app);
      expect(await list()).toHaveLength(8);
      expect(await list({ receiver: 'mail' })).toHaveLength(2);
      expect(await list({ kind: 'klaviyo.event' })).toHaveLength(6);
      expect(await list({ topic: 'Placed Order' })).toHaveLength(2);
      expect(await list({ orderNo })).toHaveLength(4);
      expect(await list({ orderNo: 'ROL-ZZZZZZZZ' })).toEqual([]);
      expect(await list({ kind: 'email', receiver: 'klaviyo' })).toEqual([]);
      expect(await list({ until: new Date(app.clock.now().getTime() - 60_000) })).toEqual([]);
      expect(await list({ orderNo, topic: 'Placed Order', view: 'sent', receiver: 'klaviyo' })).toHaveLength(
        1,
      );
      expect(await deliveryCounts(app, viewer, filter({ orderNo }))).toMatchObject({ all: 4, sent: 4 });
    });

    it('continues behind its last row, and a file has every row once', async () => {
      for (let nth = 0; nth < 3; nth++) {
        await sale(app);
        app.clock.pass(1);
      }
      const first = await deliveries(app, viewer, { filter: filter(), limit: 5 });
      const second = await deliveries(app, viewer, { filter: filter(), limit: 50, after: first.next });
      const ids = [...first.rows, ...second.rows].map(({ id }) => id);
      const filed: string[] = [];
      for await (const { id } of everyDelivery(app, viewer, filter())) filed.push(id);
      expect(new Set(ids).size).toBe(12);
      expect(filed).toEqual(ids);
    });
  });

  describe('a dead message', () => {
    it('is revived once, with a line that says who and why, and arrives', async () => {
      await sale(app, refusal());
      const id = await dead();
      expect(await reviveDelivery(app, operator, { id, reason: 'The key was mended.' })).toBe('done');
      await app.settled();
      expect(await delivery(app, viewer, id)).toMatchObject({ state: 'sent', attempts: 1 });
      expect(await reviveDelivery(app, operator, { id, reason: 'Once more' })).toBe('nothing');
      expect(await linesOf(id)).toMatchObject([
        {
          action: 'outbox.revived',
          actor: 'operator:ana',
          message: expect.stringContaining('The key was mended.'),
        },
      ]);
      expect(app.sent).toHaveLength(3);
    });

    it('has all its tries before it again', async () => {
      await sale(app, refusal());
      const id = await dead();
      app.failures.push(...retryDelaysSeconds.map(outage));
      await reviveDelivery(app, operator, { id, reason: 'The outage is over.' });
      for (const _ of retryDelaysSeconds) {
        await app.settled();
        app.clock.pass(86_400);
        await drainOutbox(app);
      }
      expect(await delivery(app, viewer, id)).toMatchObject({ state: 'sent', attempts: 13 });
    });

    it('is revived once by two who press at the same time', async () => {
      await sale(app, refusal());
      const id = await dead();
      const reason = 'Both of us saw it.';
      const outcomes = await Promise.all([1, 2].map(() => reviveDelivery(app, operator, { id, reason })));
      await app.settled();
      expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
      expect(await linesOf(id)).toHaveLength(1);
      expect(app.sent).toHaveLength(3);
    });

    it('needs an operator and a reason', async () => {
      await sale(app, refusal());
      const id = await dead();
      await expect(reviveDelivery(app, viewer, { id, reason: 'I may not.' })).rejects.toMatchObject({
        code: 'not_allowed',
      });
      await expect(reviveDelivery(app, operator, { id, reason: ' ' })).rejects.toBeInstanceOf(RangeError);
      expect(await delivery(app, viewer, id)).toMatchObject({ state: 'dead', may: { revive: false } });
    });
  });

  describe('all dead messages of a filter', () => {
    it('are counted first, then revived, and no others with them', async () => {
      await sale(app, refusal(), refusal(), refusal());
      await sale(app, refusal());
      const order = { filter: filter({ topic: 'Placed Order' }), reason: null };
      const counted = await reviveDeliveries(app, operator, order);
      expect(await deliveryCounts(app, viewer, filter())).toMatchObject({ dead: 4 });
      const done = await reviveDeliveries(app, operator, { ...order, reason: 'Klaviyo is back.' });
      await app.settled();
      expect(done).toEqual(counted);
      expect(await deliveryCounts(app, viewer, filter())).toMatchObject({ dead: 4 - done.revived });
      expect(await reviveDeliveries(app, operator, { ...order, reason: 'Again' })).toMatchObject({
        revived: 0,
      });
    });

    it('are nobody else’s business', async () => {
      await expect(reviveDeliveries(app, viewer, { filter: filter(), reason: null })).rejects.toMatchObject({
        code: 'not_allowed',
      });
    });
  });

  describe('an event that was sent', () => {
    it('is sent again under the very same id, and says so on its history', async () => {
      await sale(app);
      const [row] = await list({ topic: 'Placed Order' });
      const id = row?.id ?? '';
      const [first] = app.sent.filter((message) => message.id === id);
      expect(await resendDelivery(app, operator, { id, reason: 'The flow was built later.' })).toBe('done');
      await app.settled();
      const [, second] = app.sent.filter((message) => message.id === id);
      expect(second?.payload).toEqual(first?.payload);
      expect(await linesOf(id)).toMatchObject([{ action: 'outbox.resent' }]);
    });

    it('is the only thing that is sent again: a mail is not', async () => {
      await sale(app);
      const [mail] = await list({ receiver: 'mail' });
      expect(await resendDelivery(app, operator, { id: mail?.id ?? '', reason: 'Please' })).toBe('nothing');
      expect(app.mails).toHaveLength(1);
    });
  });

  describe('the payload of a message', () => {
    const said = async (who: Operator, id: string) => JSON.stringify((await delivery(app, who, id))?.payload);

    it('shows nothing of a person until an operator reveals it, and that leaves a line', async () => {
      await sale(app);
      for (const { id } of await list()) {
        expect(await said(operator, id)).not.toMatch(/ada@|Lovelace|Byron/);
      }
      const [{ id } = { id: '' }] = await list({ topic: 'Placed Order' });
      await expect(revealDelivery(app, viewer, id)).rejects.toMatchObject({ code: 'not_allowed' });
      await revealDelivery(app, operator, id);
      expect(await said(operator, id)).toContain('ada@example.com');
      expect(await said(viewer, id)).not.toContain('ada@example.com');
      expect(await linesOf(id)).toMatchObject([{ action: 'outbox.revealed', actor: 'operator:ana' }]);
      app.clock.pass(601);
      expect(await said(operator, id)).not.toContain('ada@example.com');
    });
  });
});
