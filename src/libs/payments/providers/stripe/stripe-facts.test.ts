import { describe, expect, it } from 'vitest';
import { bodyWith, changedBody, recordedBody } from '#tests/fixtures/stripe/recorded.ts';
import { toPaymentEvent } from './stripe-translate.ts';

const factOf = (body: string) => toPaymentEvent(body, { livemode: false }).fact;

describe('a refund', () => {
  it.each([
    ['pending', 'pending'],
    ['requires_action', 'processing'],
    ['succeeded', 'succeeded'],
    ['failed', 'failed'],
    ['canceled', 'failed'],
    [null, 'pending'],
  ])('that Stripe calls %s is %s', (status, expected) => {
    expect(factOf(bodyWith('refund.updated', { status }))).toMatchObject({
      status: expected,
      refundId: 're_3SKx7QeZr2mVb9Lw0aB',
      tradeNo: 'pi_3SKx7QeZr2mVb9Lw',
      amount: 5000,
      currency: 'USD',
    });
  });

  it('is known by its charge where there is no payment intent, and unusable without both', () => {
    expect(factOf(bodyWith('refund.updated', { payment_intent: null }))).toMatchObject({
      tradeNo: 'ch_3SKx7QeZr2mVb9Lw',
    });
    expect(factOf(bodyWith('refund.updated', { payment_intent: null, charge: null }))).toMatchObject({
      code: 'missing_fields',
    });
  });

  it('is totalled by its charge for the cross-check', () => {
    expect(factOf(recordedBody('charge.refunded'))).toEqual({
      kind: 'refund_total',
      tradeNo: 'pi_3SKx7QeZr2mVb9Lw',
      amountRefunded: 5000,
    });
  });
});

describe('a dispute', () => {
  const statuses = [
    ['won', 'won'],
    ['warning_closed', 'won'],
    ['lost', 'lost'],
    ['needs_response', 'open'],
    ['under_review', 'open'],
    ['warning_needs_response', 'open'],
    ['warning_under_review', 'open'],
    ['appeal_needs_response', 'open'],
    ['prevented', 'open'],
  ];

  it.each(statuses)('that Stripe calls %s is %s', (status, expected) => {
    expect(factOf(bodyWith('charge.dispute.updated', { status }))).toMatchObject({
      status: expected,
      disputeId: 'du_1SKx7QeZr2mVb9Lw',
      tradeNo: 'pi_3SKx7QeZr2mVb9Lw',
      amount: 31_192,
    });
  });
});

describe('a change of the catalogue at Stripe', () => {
  it.each([
    ['price.created', 'price_1SHoneyKhakiUsd'],
    ['price.updated', 'price_1SHoneyKhakiUsd'],
    ['price.deleted', 'price_1SHoneyKhakiUsd'],
    ['product.created', 'prod_SHRolittOne'],
    ['product.updated', 'prod_SHRolittOne'],
    ['product.deleted', 'prod_SHRolittOne'],
  ])('%s names %s', (type, objectId) => {
    expect(factOf(recordedBody(type))).toEqual({ kind: 'price_changed', objectId });
  });

  it('is read in any API version, because only the id is', () => {
    const body = changedBody('price.updated', (event) => Object.assign(event, { api_version: '2020-08-27' }));

    expect(factOf(body)).toMatchObject({ kind: 'price_changed' });
  });
});
