import { describe, expect, it } from 'vitest';
import { order, preorder, refundRecord, transaction } from '#tests/contract/store/records.ts';
import { type OrderState, orderStates, owedTo, stateOf } from './order-state.ts';
import { type OrderStep, timelineOf } from './order-timeline.ts';
import { maskedEmail } from './order-view.ts';
import { shippingOf } from './shipping-date.ts';

const bought = order();
const at = (day: number) => new Date(Date.UTC(2026, 10, day));
const lines = (...actions: string[]) => actions.map((action, nth) => ({ action, created_at: at(nth + 1) }));
const short = (steps: readonly OrderStep[]) => steps.map(({ name, at }) => `${name} ${at}`);

describe('the state of an order', () => {
  const states: [OrderState, Parameters<typeof order>[0], Parameters<typeof preorder>[1] | null][] = [
    ['pending', { status: 'pending' }, null],
    ['paid', {}, {}],
    ['being_checked', {}, null],
    ['sold_out', { needs_attention: 'oversold' }, null],
    ['refunded', { needs_attention: 'oversold', status: 'refunded' }, null],
    ['in_production', {}, { status: 'in_production' }],
    ['shipped', {}, { status: 'shipped' }],
    ['delivered', {}, { status: 'delivered' }],
    ['cancelled', {}, { status: 'cancelled' }],
    ['cancelled', { status: 'partially_refunded' }, { status: 'cancelled' }],
    ['cancelled_free', { amount: 0 }, { status: 'cancelled' }],
    ['refunded', { status: 'refunded' }, { status: 'cancelled' }],
    ['partially_refunded', { status: 'partially_refunded' }, {}],
    ['disputed', { status: 'disputed' }, { status: 'cancelled' }],
    ['failed', { status: 'cancelled' }, null],
  ];
  it.each(states)('is %s for %o with goods %o', (state, fields, goods) => {
    const record = goods === null ? null : preorder(bought, goods);
    expect(stateOf({ order: order(fields), preorder: record, transactions: [], refunds: [] })).toBe(state);
  });

  const failed = refundRecord(bought, { status: 'failed', refund_amount: 2_000 });
  const flags = ['refund_failed', 'possible_double_payment', 'oversold', 'amount_mismatch'] as const;
  it.each(flags)(
    'tells of a refund that failed under the flag %s, and no more once it is asked for again',
    (flag) => {
      const about = { order: order({ needs_attention: flag }), preorder: preorder(bought), transactions: [] };
      const again = refundRecord(bought, { status: 'pending', refund_amount: 2_000 });
      expect(stateOf({ ...about, refunds: [failed] })).toBe('refund_failed');
      expect(stateOf({ ...about, refunds: [failed, again] })).not.toBe('refund_failed');
    },
  );

  it('is its own again once a person has settled the refund that failed', () => {
    expect(stateOf({ order: bought, preorder: preorder(bought), transactions: [], refunds: [failed] })).toBe(
      'paid',
    );
  });

  it('tells a payment page that closed from a bank that said no', () => {
    const cancelled = order({ status: 'cancelled' });
    const transactions = [transaction(cancelled, { status: 'expired' })];
    expect(stateOf({ order: cancelled, preorder: null, transactions, refunds: [] })).toBe('expired');
  });
});

describe('what is to go back', () => {
  const failed = refundRecord(bought, { status: 'failed', refund_amount: 2_000 });
  const owed = (fields: Parameters<typeof order>[0], goods: Parameters<typeof preorder>[1] | null = {}) =>
    owedTo({
      order: order(fields),
      preorder: goods === null ? null : preorder(bought, goods),
      refunds: [failed],
    });

  it('is what failed where the order stands, and everything where it is called off', () => {
    expect(owed({ needs_attention: 'refund_failed' })).toBe(2_000);
    expect(owed({ needs_attention: 'refund_failed' }, { status: 'cancelled' })).toBe(29_900);
    expect(owed({ needs_attention: 'oversold' }, null)).toBe(29_900);
    expect(owed({}, { status: 'cancelled' })).toBe(29_900);
  });

  it('is nothing where nothing failed that is not settled, and while a bank reviews the payment', () => {
    expect(owed({})).toBe(0);
    expect(owed({ status: 'disputed', needs_attention: 'refund_failed' }, { status: 'cancelled' })).toBe(0);
  });
});

describe('the way of an order', () => {
  it('is what happened, what goes on and what is to come', () => {
    const steps = timelineOf(
      'in_production',
      lines('charge.succeeded', 'preorder.in_production'),
      'in_production',
    );
    expect(short(steps)).toEqual(['paid done', 'production now', 'shipping todo', 'delivered todo']);
    expect(steps.map(({ time }) => time)).toEqual([at(1), at(2), null, null]);
  });

  it('ends with the money on its way back when it was cancelled', () => {
    const steps = timelineOf('cancelled', lines('charge.succeeded', 'order.cancelled'), 'cancelled');
    expect(short(steps)).toEqual(['paid done', 'cancelled done', 'refund_owed now']);
  });

  it('of the goods goes on while a part of their money is owed, unless they were called off', () => {
    const back = lines('charge.succeeded', 'refund.failed');
    expect(short(timelineOf('refund_failed', back, 'shipped'))).toEqual([
      ...['paid done', 'refund_returned stop', 'another_way now'],
      ...['production done', 'shipping now', 'delivered todo'],
    ]);
    for (const goods of ['cancelled', null] as const)
      expect(short(timelineOf('refund_failed', back, goods)).at(-1)).toBe('another_way now');
  });

  it('is over when it has arrived', () => {
    const steps = timelineOf('delivered', lines('charge.succeeded'), 'delivered');
    expect(short(steps)).toEqual(['paid done', 'production done', 'shipping done', 'delivered done']);
  });

  it('leaves out what is for operators, and is told in the sequence it happened', () => {
    const told = lines('charge.succeeded', 'order.flagged', 'order.claimed', 'constructor').toReversed();
    expect(short(timelineOf('refunded', told, 'cancelled'))).toEqual(['paid done', 'refund_shown now']);
  });

  it('has a next station in every state but the last', () => {
    const over: readonly OrderState[] = ['delivered', 'cancelled_free'];
    for (const state of orderStates) {
      const ahead = timelineOf(state, [], state === 'delivered' ? 'delivered' : 'confirmed');
      expect(
        ahead.some((step) => step.at === 'now' || step.at === 'todo'),
        state,
      ).toBe(!over.includes(state));
    }
  });
});

describe('when it ships', () => {
  const window = { from: '2027-03-01', to: '2027-03-12', batch: '02' };
  it('is the window of its batch, or the day it was moved to', () => {
    const planned = { estimated_ship_at: new Date('2027-03-12T00:00:00Z') };
    const moved = { estimated_ship_at: new Date('2027-04-20T00:00:00Z') };
    expect(shippingOf(preorder(bought, planned), window)).toEqual({ kind: 'window', window });
    expect(shippingOf(preorder(bought, moved), window)).toMatchObject({ kind: 'by', batch: '02' });
  });

  it.each(['shipped', 'delivered', 'cancelled', 'refunded'] as const)(
    'is said no more once it is %s',
    (status) => {
      expect(shippingOf(preorder(bought, { status }), window)).toBeNull();
    },
  );
});

it('an address is known again by its owner and can be written to by nobody', () => {
  expect(maskedEmail('mira.example@mail.example')).toBe('m•••e@mail.example');
  expect(maskedEmail('mi@mail.example')).toBe('m•••@mail.example');
  expect(maskedEmail('"a@b"@mail.example')).toBe('"•••"@mail.example');
});
