import { expect, it } from 'vitest';
import { insert, update } from '#domain/changes.ts';
import type { OutboxMessage } from '#domain/outbox.ts';
import type { Settlement, Store } from '#libs/store/store.ts';
import { allOf } from './observed.ts';
import { after, message, noon, only, webhookLog } from './records.ts';

const sent = (id: string, token: string): Settlement => ({
  id,
  token,
  set: { status: 'sent', attempts: 1, next_attempt_at: noon, last_error: null, sent_at: after(7) },
});
const ids = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id);

export function queueContract(store: () => Store): void {
  const put = async (...rows: OutboxMessage[]) => {
    await store().commit(only(...rows.map((row) => insert('outbox', row))));
    return rows;
  };
  const claim = (token: string, { now = noon, limit = 10 } = {}) =>
    store().claim({ now, limit, token, leaseSeconds: 60 });

  it('claims what is due, the longest due first, and no more than asked for', async () => {
    const [late, early, future, done] = await put(
      message({ next_attempt_at: after(-1) }),
      message({ next_attempt_at: after(-2) }),
      message({ next_attempt_at: after(1) }),
      message({ status: 'sent' }),
    );
    await put(message({ status: 'dead' }), message({ status: 'suppressed' }));

    expect(ids(await claim('one', { limit: 1 }))).toEqual([early?.id]);
    expect(ids(await claim('two'))).toEqual([late?.id]);
    expect(await claim('three')).toEqual([]);
    expect(ids(await claim('four', { now: after(1) }))).toEqual([future?.id]);
    expect(done?.status).toBe('sent');
  });

  it('marks what it claims as leased, under the token, until the lease ends', async () => {
    const [row] = await put(message());
    const leased = {
      ...row,
      status: 'sending',
      lease_token: 'tok\uFFFD',
      leased_until: after(60_000),
      next_attempt_at: after(60_000),
      updated_at: noon,
    };
    expect(await claim('tok\0')).toEqual([leased]);
    expect(await allOf(store(), 'outbox')).toEqual([leased]);
  });

  it('gives no message to two of 8 parallel workers, and every message to one', async () => {
    await put(...Array.from({ length: 60 }, () => message()));
    const claims = await Promise.all(
      Array.from({ length: 8 }, (_, worker) => claim(`worker-${worker}`, { limit: 10 })),
    );
    const claimed = ids(claims.flat());
    expect(new Set(claimed).size).toBe(claimed.length);
    const rest = await claim('last', { limit: 60 });
    expect(claimed.length + rest.length).toBe(60);
  });

  it('gives a message to another worker once its lease has lapsed, and not a moment before', async () => {
    const [row] = await put(message());
    await claim('first');
    expect(await claim('second', { now: after(59_999) })).toEqual([]);
    expect(ids(await claim('third', { now: after(60_000) }))).toEqual([row?.id]);
  });

  it('ignores what a worker says whose lease has passed to another', async () => {
    const [row] = await put(message());
    const id = row?.id ?? '';
    await claim('zombie');
    await claim('heir', { now: after(60_000) });

    expect(await store().settle([sent(id, 'zombie')])).toEqual([]);
    expect(await store().settle([sent(id, 'heir')])).toEqual([id]);
    expect(await store().settle([sent(id, 'heir')])).toEqual([]);
  });

  it('records how messages ended in one batch, each by its own token, and frees them', async () => {
    const rows = await put(...Array.from({ length: 4 }, () => message()));
    const [a = '', b = '', c = '', d = ''] = ids(rows);
    await claim('mine', { limit: 4 });
    const again = {
      status: 'pending',
      attempts: 1,
      next_attempt_at: after(5),
      last_error: '429 \0',
    } as const;

    const settled = await store().settle([
      sent(b, 'mine'),
      { id: a, token: 'mine', set: { ...again, sent_at: null } },
      sent(c, 'other'),
      sent('nobody', 'mine'),
    ]);

    expect(settled).toEqual([b, a]);
    const kept = new Map((await allOf(store(), 'outbox')).map((row) => [row.id, row]));
    const free = { lease_token: null, leased_until: null };
    expect(kept.get(a)).toMatchObject({ ...again, last_error: '429 \uFFFD', sent_at: null, ...free });
    expect(kept.get(b)).toMatchObject({ status: 'sent', sent_at: after(7), attempts: 1, ...free });
    expect(kept.get(c)).toMatchObject({ status: 'sending', lease_token: 'mine' });
    expect(kept.get(d)).toMatchObject({ status: 'sending', lease_token: 'mine' });
    expect(ids(await claim('next', { now: after(5) }))).toEqual([a]);
  });

  it('takes the first word when a batch speaks twice of one message, and takes an empty batch', async () => {
    const [row] = await put(message());
    const id = row?.id ?? '';
    await claim('mine');
    const dead = { ...sent(id, 'mine'), set: { ...sent(id, 'mine').set, status: 'dead' as const } };
    expect(await store().settle([sent(id, 'mine'), dead])).toEqual([id]);
    expect((await allOf(store(), 'outbox'))[0]?.status).toBe('sent');
    expect(await store().settle([])).toEqual([]);
  });

  it('finds the failed events that are due, oldest first, and none that succeeded, wait for an operator or were set aside', async () => {
    const rows = [
      webhookLog({ status: 'failed', next_attempt_at: after(-1) }),
      webhookLog({ status: 'failed', next_attempt_at: after(-5) }),
      webhookLog({ status: 'failed', next_attempt_at: after(1) }),
      webhookLog({ status: 'failed', next_attempt_at: null }),
      webhookLog({ status: 'success', next_attempt_at: after(-9) }),
      webhookLog({ status: 'set_aside', next_attempt_at: after(-9) }),
    ];
    await store().commit(only(...rows.map((row) => insert('webhook_logs', row))));
    expect(await store().dueLogs({ now: noon, limit: 10 })).toEqual([rows[1], rows[0]]);
    expect(await store().dueLogs({ now: noon, limit: 1 })).toEqual([rows[1]]);
  });

  it('finds every event that waits for a trade number, failed or taken for somebody else’s, due or not, in the sequence of arrival', async () => {
    const waiting = { status: 'failed', trade_no: 'pi_unborn', error_code: 'order_unknown' } as const;
    const rows = [
      webhookLog({ ...waiting, received_at: after(2), next_attempt_at: after(60_000) }),
      webhookLog({ ...waiting, received_at: after(1) }),
      webhookLog({ ...waiting, received_at: after(3), status: 'ignored', error_code: 'not_ours' }),
      webhookLog({ ...waiting, status: 'ignored' }),
      webhookLog({ ...waiting, status: 'ignored', error_code: 'not_ours', trade_no: null }),
      webhookLog({ ...waiting, status: 'ignored', error_code: 'not_ours', trade_no: 'pi_other' }),
      webhookLog({ ...waiting, status: 'success' }),
      webhookLog({ ...waiting, status: 'set_aside' }),
      webhookLog({ ...waiting, trade_no: 'pi_other' }),
    ];
    await store().commit(only(...rows.map((row) => insert('webhook_logs', row))));
    expect(await store().dueLogs({ now: noon, limit: 10, tradeNos: ['pi_unborn'] })).toEqual([
      rows[1],
      rows[0],
      rows[2],
    ]);
  });

  it('no longer finds what was taken for somebody else’s once it was driven again with success', async () => {
    const row = webhookLog({ status: 'ignored', error_code: 'not_ours', trade_no: 'pi_born' });
    await store().commit({ log: insert('webhook_logs', row), changes: [] });
    const { log } = await store().load({ event: { provider: 'stripe', eventId: row.event_id } });
    if (!log) throw new Error('the log row is not there');
    const set = { status: 'success', error_code: null } as const;
    await store().commit({ log: update('webhook_logs', log, set), changes: [] });
    expect(await store().dueLogs({ now: noon, limit: 10, tradeNos: ['pi_born'] })).toEqual([]);
  });

  it.each(['success', 'set_aside'] as const)(
    'hides an event from the sweep once it is %s',
    async (status) => {
      const row = webhookLog({ status: 'failed', next_attempt_at: noon });
      await store().commit({ log: insert('webhook_logs', row), changes: [] });
      const { log } = await store().load({ event: { provider: 'stripe', eventId: row.event_id } });
      if (!log) throw new Error('the log row is not there');
      await store().commit({ log: update('webhook_logs', log, { status }), changes: [] });
      expect(await store().dueLogs({ now: noon, limit: 10 })).toEqual([]);
    },
  );

  it('reports no problem when it is ready', async () => {
    expect(await store().problem()).toBeNull();
  });
}
