import { describe, expect, it } from 'vitest';
import { order as anOrder, noon, preorder, stockUnit } from '#tests/contract/store/records.ts';
import type { StockLimit } from './offer.ts';
import { type Order, orderStatuses } from './order.ts';
import type { Preorder } from './preorder.ts';
import { allot, type StockCase } from './stock.ts';
import type { SeenUnits } from './stock-taking.ts';
import { type StockUnit, stockUnitMoves } from './stock-unit.ts';

const limit: StockLimit = { limit: 3, buffer: 1, holdSeconds: 1_800, fewLeft: 5, whenUnknown: 'close' };
const later = new Date(noon.getTime() + 60_000);
const order = anOrder({ variant: 'red' });
const mine = { hold_token: 'mine', order_id: order.id } as const;

const held = (nth: number, token: string, until = later) =>
  stockUnit(nth, { status: 'held', hold_token: token, held_until: until });
const sold = (nth: number, owner: Partial<StockUnit> = { hold_token: 'theirs', order_id: 'ord_theirs' }) =>
  stockUnit(nth, { status: 'sold', ...owner });

const sight = (units: readonly (StockUnit | number)[]): SeenUnits =>
  new Map(
    units.map((unit) =>
      typeof unit === 'number' ? [unit, null] : [unit.nth, { record: unit, version: `v${unit.nth}` }],
    ),
  );

type Given = {
  readonly order?: Partial<Order>;
  readonly goods?: Partial<Preorder>;
  /** Unless told otherwise, an order for which nothing was begun is paid for just now. */
  readonly paysNow?: boolean;
  readonly units?: readonly (StockUnit | number)[];
  readonly searched?: boolean;
  readonly stock?: Partial<StockCase>;
};

/** What happens to the units, in short: `2 sold`, `1 free`. */
function outcome(given: Given) {
  const { order: fields = {}, goods, units = [], searched = false, stock = {} } = given;
  const { paysNow = goods === undefined } = given;
  const about = { sku: 'rolitt-companion', color: 'red', limit, token: 'mine', numbers: [], ...stock };
  const claimant = { ...order, ...fields };
  const read = goods ? { record: preorder(claimant, goods), version: 'v' } : null;
  const { changes, ...rest } = allot(
    { order: claimant, preorder: read, paysNow },
    { stock: about, sight: { seen: sight(units), searched } },
    noon,
  );
  const moves = changes.map((change) => {
    if (change.op === 'update' && change.table === 'stock_units')
      return `${change.read.record.nth} ${change.set.status}`;
    return change.op === 'insert' && change.table === 'stock_units'
      ? `${change.row.nth} new, ${change.row.status}`
      : change.op;
  });
  return { moves, ...rest };
}

describe('a paid order', () => {
  it('is given the units its checkout held, even when the hold has lapsed and nobody else came', () => {
    const units = [held(2, 'mine', noon), held(3, 'mine')];
    expect(outcome({ order: { quantity: 2 }, units })).toMatchObject({
      moves: ['2 sold', '3 sold'],
      stock_units: [2, 3],
      oversold: false,
    });
  });

  it('asks for a search when its units went to somebody else, and takes what is found', () => {
    const lost = held(1, 'theirs');
    expect(outcome({ units: [lost] })).toMatchObject({ moves: [], lacking: 1 });
    expect(outcome({ units: [lost, sold(2), 4], searched: true })).toMatchObject({
      moves: ['4 new, sold'],
      stock_units: [4],
    });
  });

  it('takes a unit whose hold has lapsed, or that was given back', () => {
    const given = { units: [held(1, 'theirs', noon), stockUnit(2)], searched: true };
    expect(outcome({ ...given, order: { quantity: 2 } })).toMatchObject({ moves: ['1 sold', '2 sold'] });
  });

  it('is oversold when a search found too little, and gives back the part it had', () => {
    const units = [held(1, 'mine'), held(2, 'theirs'), sold(3), sold(4)];
    expect(outcome({ order: { quantity: 2 }, units, searched: true })).toEqual({
      moves: ['1 free'],
      stock_units: null,
      lacking: 0,
      oversold: true,
    });
  });

  it('that was turned down takes none when its refund fails, whatever is free', () => {
    const given = { order: { needs_attention: 'refund_failed' }, paysNow: false } as const;
    expect(outcome({ ...given, units: [1, 2], searched: true })).toMatchObject({
      moves: [],
      oversold: false,
    });
  });

  it('that was oversold once takes nothing later, whatever is free', () => {
    const given = { order: { needs_attention: 'oversold' } as const, units: [1, 2], searched: true };
    expect(outcome(given)).toMatchObject({ moves: [], oversold: false });
  });

  it('changes nothing about units it has already', () => {
    expect(outcome({ units: [sold(1, mine)] })).toMatchObject({ moves: [], stock_units: [1] });
  });

  it('keeps its units when the colour is not limited any more, and is never oversold then', () => {
    const stock = { limit: null };
    expect(outcome({ units: [held(1, 'mine')], stock })).toMatchObject({ moves: ['1 sold'] });
    expect(outcome({ units: [held(1, 'theirs')], stock })).toMatchObject({ moves: [], oversold: false });
  });
});

describe('units', () => {
  const heldBack = { status: 'partially_refunded', needs_attention: 'amount_mismatch' } as const;
  const comesBack = { status: 'paid', needs_attention: 'refund_failed' } as const;

  it('are kept for a payment that is on its way, far longer than for a shopper', () => {
    const waiting = outcome({ order: { status: 'pending' }, units: [held(1, 'mine')] });
    expect(waiting).toMatchObject({ moves: ['1 held'], stock_units: [1], oversold: false });
  });

  it.each([
    ['an expired or failed payment', { order: { status: 'cancelled' } }, ['1 free']],
    ['a full refund', { order: { status: 'refunded' } }, ['1 free']],
    [
      'a full refund of what was shipped',
      { order: { status: 'refunded' }, goods: { status: 'shipped' } },
      [],
    ],
    [
      'a full refund of what was shipped long ago',
      { order: { status: 'refunded' }, goods: { status: 'refunded', tracking_number: '1Z' } },
      [],
    ],
    ['a cancellation whose money is on its way back', { goods: { status: 'cancelled' } }, ['1 free']],
    ['a partial refund', { order: { status: 'partially_refunded' }, goods: {} }, []],
    ['a dispute', { order: { status: 'disputed' }, goods: {} }, []],
    ['a partial refund of what is held back', { order: heldBack, paysNow: false }, []],
    ['a refund that fails, of what was turned down', { order: comesBack, paysNow: false }, ['1 free']],
  ] satisfies [string, Given, string[]][])('after %s', (_, given, moves) => {
    expect(outcome({ ...given, units: [sold(1, mine)] }).moves).toEqual(moves);
  });

  it('of somebody else are never given back', () => {
    const units = [held(1, 'theirs'), sold(2)];
    expect(outcome({ order: { status: 'cancelled' }, units }).moves).toEqual([]);
  });

  it('move only along their table, wherever their order stands', () => {
    const units = [
      stockUnit(1),
      held(1, 'mine'),
      held(1, 'mine', noon),
      held(1, 'theirs', noon),
      sold(1, mine),
    ];
    for (const unit of units)
      for (const status of orderStatuses.filter((word) => word !== 'pending' || unit.status !== 'sold'))
        for (const move of outcome({ order: { status }, units: [unit], searched: true }).moves)
          expect(stockUnitMoves[unit.status]).toContain(move.split(' ')[1]);
  });
});
