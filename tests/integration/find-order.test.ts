import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Store } from '#libs/store/store.ts';
import { missingStore } from '#server/missing-store.ts';
import { findOrder } from '#services/find-order.ts';
import { admit } from '#services/limit-rate.ts';
import { eventsOf, post, purchase } from '#tests/factories.ts';
import { onEveryStore } from '#tests/setup/stores.ts';
import { createTestContext, type TestContext } from '#tests/test-context.ts';

const quick = { paceMs: 1 };
let clients = 0;
const stranger = () => `192.0.2.${++clients}`;

async function soldIn(app: TestContext) {
  const bought = purchase();
  await post(app, eventsOf(bought).paid());
  await app.settled();
  return { orderNo: bought.orderNo, email: 'ada@example.com', client: stranger() };
}

onEveryStore((store) => {
  let app: TestContext;
  beforeEach(() => {
    app = createTestContext({ store: store() });
  });

  describe('looking up an order', () => {
    it('finds it by its number and the address it was placed with, however that is written', async () => {
      const question = await soldIn(app);
      for (const email of ['ada@example.com', 'ADA@Example.com ', 'Ada@example.COM']) {
        const found = await findOrder(app, { ...question, email }, quick);
        expect(found).toMatchObject({ kind: 'found', order: { order_no: question.orderNo } });
      }
    });

    it('answers the same for a wrong address and a number nobody has', async () => {
      const question = await soldIn(app);
      const wrong = await findOrder(app, { ...question, email: 'eve@example.com' }, quick);
      const unknown = await findOrder(app, { ...question, orderNo: 'ROL-ZZZZZZZZ' }, quick);
      expect(wrong).toEqual({ kind: 'not_found' });
      expect(unknown).toEqual(wrong);
    });

    it('is over for a client after twenty tries, whatever they are at, until the window has passed', async () => {
      const client = stranger();
      const ask = (nth: number) =>
        findOrder(app, { orderNo: `ROL-${nth}`, email: 'eve@example.com', client }, quick);
      const kinds = [];
      for (let nth = 0; nth < 22; nth++) kinds.push((await ask(nth)).kind);
      expect(kinds.filter((kind) => kind === 'not_found')).toHaveLength(20);
      expect(kinds.slice(20)).toEqual(['too_many', 'too_many']);
      app.clock.pass(601);
      expect((await ask(99)).kind).toBe('not_found');
    });

    it('is over for an order after ten tries, wherever they come from, also for the right answer', async () => {
      const question = await soldIn(app);
      for (let nth = 0; nth < 10; nth++)
        await findOrder(app, { ...question, email: `guess${nth}@example.com`, client: stranger() }, quick);
      expect(await findOrder(app, { ...question, client: stranger() }, quick)).toEqual({ kind: 'too_many' });
      app.clock.pass(3601);
      expect(await findOrder(app, { ...question, client: stranger() }, quick)).toMatchObject({
        kind: 'found',
      });
    });

    it('keeps no address and no number of whoever asked', async () => {
      await findOrder(
        app,
        { orderNo: 'ROL-7K2M9QXD', email: 'eve@example.com', client: '192.0.2.77' },
        quick,
      );
      const rows = (await app.store.list('rate_limits', { limit: 10 })).rows;
      expect(rows).toHaveLength(2);
      expect(JSON.stringify(rows)).not.toMatch(/192\.0\.2|7K2M9QXD|eve/);
    });
  });

  describe('a quota', () => {
    it('is never exceeded by however many ask at once', async () => {
      const counter = { scope: 'test', who: 'somebody', quota: { limit: 5, seconds: 60 } };
      const first = await Promise.all(Array.from({ length: 30 }, () => admit(app, counter)));
      let admitted = first.filter(Boolean).length;
      expect(admitted).toBeGreaterThan(0);
      for (let nth = 0; nth < 10; nth++) if (await admit(app, counter)) admitted += 1;
      expect(admitted).toBe(5);
    });

    it('is one for all processes on the same store', async () => {
      const other = createTestContext({ store: store() });
      const counter = { scope: 'test', who: 'somebody', quota: { limit: 4, seconds: 60 } };
      const answers = [];
      for (const each of [app, other, app, other, app, other]) answers.push(await admit(each, counter));
      expect(answers).toEqual([true, true, true, true, false, false]);
    });
  });
});

describe('while the store is down', () => {
  it('nobody is answered, and told so', async () => {
    const app = createTestContext({ store: missingStore('The database is being moved.') });
    const question = { orderNo: 'ROL-7K2M9QXD', email: 'ada@example.com', client: stranger() };
    expect(await findOrder(app, question, quick)).toEqual({ kind: 'unavailable' });
  });
});

describe('the moment of an answer', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  type Times = { readonly known: number; readonly unknown: number };

  /** A store that takes these milliseconds over an order it has, and over one it has not. */
  const talkative = (store: Store, { known, unknown }: Times): Store => ({
    ...store,
    async load(keys) {
      const found = await store.load(keys);
      await new Promise((resolve) => setTimeout(resolve, found.order ? known : unknown));
      return found;
    },
  });

  /** After how many milliseconds the right address, a wrong one and a number nobody has are answered. */
  async function moments(times: Times, pace?: { paceMs: number }): Promise<number[]> {
    const app = createTestContext();
    const sold = await soldIn(app);
    const leaky = { ...app, store: talkative(app.store, times) };
    const wrong = { ...sold, email: 'eve@example.com' };
    const asked = [sold, wrong, { ...wrong, orderNo: 'ROL-ZZZZZZZZ' }].map(async (question) => {
      const began = performance.now();
      await findOrder(leaky, question, pace);
      return performance.now() - began;
    });
    await vi.advanceTimersByTimeAsync(10_000);
    return Promise.all(asked);
  }

  it('would tell a wrong address from an unknown order without the pace', async () => {
    const [right, wrong, unknown] = await moments({ known: 26, unknown: 1 }, quick);
    expect(wrong).toBe(right);
    expect(wrong).toBeGreaterThan(unknown ?? Number.NaN);
  });

  it.each([
    { known: 26, unknown: 1 },
    { known: 1, unknown: 650 },
    { known: 699, unknown: 350 },
  ])('is the same whatever the store did: $known ms and $unknown ms', async (times) => {
    expect(await moments(times)).toEqual([700, 700, 700]);
  });

  it('is a whole multiple of the pace also for a store that is slower than that', async () => {
    expect(await moments({ known: 701, unknown: 1399 })).toEqual([1400, 1400, 1400]);
  });

  it('keeps the pace also when the store does not answer', async () => {
    expect(await moments({ known: 5_000, unknown: 20_000 })).toEqual([3500, 3500, 3500]);
  });
});
