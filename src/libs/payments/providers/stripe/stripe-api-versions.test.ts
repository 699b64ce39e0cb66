import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { readerFor } from './stripe-api-versions.ts';

const pinned: Stripe.LatestApiVersion = '2026-10-28.endive';

describe('the API versions that are read as they come', () => {
  it.each(['2024-09-30.acacia', '2025-06-30.basil', '2025-09-30.clover', '2026-03-25.dahlia', pinned])(
    '%s',
    (version) => {
      expect(readerFor(version)).not.toBeNull();
    },
  );

  it('include later releases of a known family, which only add', () => {
    expect(readerFor('2027-01-27.endive')).not.toBeNull();
  });
});

describe('the API versions that have to be fetched in ours', () => {
  it.each([
    '2024-06-20',
    '2027-03-31.fenugreek',
    '2026-10-28.preview',
    '2026-10-28.endive2',
    'endive',
    '',
    null,
  ])('%s', (version) => {
    expect(readerFor(version)).toBeNull();
  });
});
