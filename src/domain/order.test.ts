import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderMoves, rankOf, standingOf, type Transaction } from './order.ts';

type Line = Pick<Transaction, 'action_type' | 'status' | 'provider_ref' | 'amount'>;

const charge = (status: Transaction['status']): Line => ({
  action_type: 'charge',
  status,
  provider_ref: 'cs_1',
  amount: 100,
});
const anyLine: fc.Arbitrary<Line> = fc.oneof(
  fc.constantFrom(charge('pending'), charge('expired'), charge('failed'), charge('succeeded')),
  fc.record({
    action_type: fc.constant('refund' as const),
    status: fc.constantFrom(
      'pending' as const,
      'processing' as const,
      'succeeded' as const,
      'failed' as const,
    ),
    provider_ref: fc.constantFrom('re_1', 're_2'),
    amount: fc.integer({ min: 1, max: 100 }),
  }),
  fc.record({
    action_type: fc.constant('dispute' as const),
    status: fc.constantFrom('open' as const, 'won' as const, 'lost' as const),
    provider_ref: fc.constant('dp_1'),
    amount: fc.integer({ min: 1, max: 100 }),
  }),
);
/** One line per provider object and status, as the store guarantees. */
const ledger = fc.uniqueArray(anyLine, {
  selector: (line) => `${line.provider_ref}:${line.status}`,
  maxLength: 10,
});

describe('the standing of an order', () => {
  it('does not depend on the sequence of its facts', () => {
    fc.assert(
      fc.property(
        ledger.chain((lines) =>
          fc.tuple(fc.constant(lines), fc.shuffledSubarray(lines, { minLength: lines.length })),
        ),
        ([lines, shuffled]) => {
          expect(standingOf(shuffled)).toEqual(standingOf(lines));
        },
      ),
    );
  });

  it('never says more went back than was captured, and nothing while nothing was paid', () => {
    fc.assert(
      fc.property(ledger, (lines) => {
        const { amountRefunded, charge: status } = standingOf(lines);
        expect(amountRefunded).toBeGreaterThanOrEqual(0);
        expect(amountRefunded).toBeLessThanOrEqual(status === 'succeeded' ? 100 : 0);
      }),
    );
  });

  it('moves only along the table when the facts of one payment arrive one after another', () => {
    fc.assert(
      fc.property(ledger, (lines) => {
        const paidFirst = [
          charge('succeeded'),
          ...lines.filter(({ action_type }) => action_type !== 'charge'),
        ];
        let before = standingOf(paidFirst.slice(0, 1)).status;
        for (let count = 2; count <= paidFirst.length; count++) {
          const after = standingOf(paidFirst.slice(0, count)).status;
          if (after !== before) expect(orderMoves[before] as readonly string[]).toContain(after);
          before = after;
        }
      }),
    );
  });

  it('ranks a success above an expiry, and a failed refund above a succeeded one', () => {
    expect(rankOf(charge('succeeded'))).toBeGreaterThan(rankOf(charge('expired')));
    expect(rankOf({ action_type: 'refund', status: 'failed' })).toBeGreaterThan(
      rankOf({ action_type: 'refund', status: 'succeeded' }),
    );
  });
});
