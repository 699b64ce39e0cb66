import { describe, expect, it } from 'vitest';
import { columnOfDuration, emptySpread } from '#domain/duration-spread.ts';
import { type Figures, type Lines, noFigures } from '#domain/figures.ts';
import { judge } from './judge.ts';
import { rules } from './rules.ts';
import type { Signs, Waiting } from './signs.ts';

const nobody: Waiting = { count: 0, more: false, since: null, latest: null, subjects: [] };
const calm: Signs = {
  ...{ recent: noFigures, lastHours: noFigures, lastDay: noFigures, lastWeek: noFigures },
  ...{
    dead: nobody,
    stuck: nobody,
    broken: nobody,
    held: nobody,
    owedRefunds: nobody,
    lateRefunds: nobody,
    repairs: nobody,
    drifts: nobody,
  },
};
const some = (count: number, latest = 'what happened'): Waiting => ({
  count,
  more: false,
  since: null,
  latest,
  subjects: Array.from({ length: count }, (_, nth) => String(nth)),
});
const figures = (part: Partial<Figures>): Figures => ({ ...noFigures, ...part });
const lines = (counts: Readonly<Record<string, number>>): Lines =>
  Object.entries(counts).map(([values, count]) => ({ values: values.split(' '), count, sum: 0 }));
const taking = (milliseconds: number, count: number): Lines => {
  const spread = emptySpread();
  spread[columnOfDuration(milliseconds)] = count;
  return [{ values: [], count, sum: 0, spread }];
};
const paymentsOf = (succeeded: number, failed: number) =>
  figures({
    payments: lines({ 'charge succeeded': succeeded, 'charge failed': failed, 'charge expired': 500 }),
  });

const alarming = (signs: Partial<Signs>): string[] =>
  rules
    .filter(
      (rule) => judge(rule, rule.read({ ...calm, ...signs }), { open: null, now: new Date() }) === 'open',
    )
    .map(({ id }) => id);

/** What somebody would see, and the rules that are to notice it. */
const shops: readonly [string, Partial<Signs>, string[]][] = [
  ['94 of 100 payments succeed', { lastDay: paymentsOf(94, 6) }, ['payment_failures']],
  ['95 of 100 payments succeed', { lastDay: paymentsOf(95, 5) }, []],
  ['one of three payments fails', { lastDay: paymentsOf(2, 1) }, []],
  [
    'notifications are 31 s on their way',
    { recent: figures({ delays: taking(31_000, 10) }) },
    ['webhook_delay'],
  ],
  ['notifications are 29 s on their way', { recent: figures({ delays: taking(29_000, 10) }) }, []],
  [
    'processing takes 31 s',
    { recent: figures({ delays: taking(10, 10), webhooks: taking(31_000, 10) }) },
    ['webhook_delay'],
  ],
  [
    '2 of 100 events fail',
    { recent: figures({ webhooks: lines({ 'stripe success': 98, 'stripe failed': 2 }) }) },
    ['error_rate'],
  ],
  [
    '1 of 100 events fails',
    { recent: figures({ webhooks: lines({ 'stripe success': 99, 'stripe failed': 1 }) }) },
    [],
  ],
  [
    '2 of 10 refunds fail',
    { lastWeek: figures({ payments: lines({ 'refund succeeded': 8, 'refund failed': 2 }) }) },
    ['refund_failures'],
  ],
  [
    'nothing comes in while people pay',
    { lastHours: figures({ checkouts: lines({ started: 10 }) }) },
    ['no_webhooks'],
  ],
  [
    'something comes in while people pay',
    { lastHours: figures({ checkouts: lines({ started: 10 }), webhooks: lines({ 'stripe success': 1 }) }) },
    [],
  ],
  ['a message is given up', { dead: some(1) }, ['dead_messages']],
  ['an event failed for good', { stuck: some(1) }, ['failed_events']],
  ['processing an event broke down', { broken: some(1) }, ['broken_events']],
  ['an order is held', { held: some(1) }, ['held_orders']],
  ['a refund did not arrive', { owedRefunds: some(1) }, ['owed_refunds']],
  ['a refund is late', { lateRefunds: some(1) }, ['late_refunds']],
  ['reconciliation had to repair', { repairs: some(1) }, ['reconcile_repairs']],
  ['a price differs', { drifts: some(1) }, ['price_drift']],
  ['a few forgeries where none are usual', { recent: figures({ forgeries: lines({ stripe: 20 }) }) }, []],
  [
    'many forgeries where none are usual',
    { recent: figures({ forgeries: lines({ stripe: 21 }) }) },
    ['forgeries'],
  ],
  [
    'many forgeries where many are usual',
    {
      recent: figures({ forgeries: lines({ stripe: 60 }) }),
      lastWeek: figures({ forgeries: lines({ stripe: 84 * 10 }) }),
    },
    [],
  ],
  [
    'a rush of payments',
    { recent: figures({ payments: lines({ 'charge succeeded': 31 }) }) },
    ['unusual_activity'],
  ],
  [
    'four disputes in a day',
    { lastDay: figures({ payments: lines({ 'dispute open': 5 }) }) },
    ['unusual_activity'],
  ],
];

describe('the rules', () => {
  it('see nothing in a calm shop', () => expect(alarming({})).toEqual([]));

  it.each(shops)('when %s', (_, signs, expected) => expect(alarming(signs)).toEqual(expected));

  it('say what happened, with figures', () => {
    const sentenceOf = (id: string, signs: Partial<Signs>) =>
      rules.find((rule) => rule.id === id)?.read({ ...calm, ...signs }).sentence;
    expect(sentenceOf('payment_failures', { lastDay: paymentsOf(94, 6) })).toBe(
      '6.0 % (6 of 100) of the payments of the last day failed.',
    );
    expect(sentenceOf('dead_messages', { dead: { ...some(100, 'Klaviyo answered 400.'), more: true } })).toBe(
      'More than 100 messages were given up. The latest: Klaviyo answered 400.',
    );
  });
});
