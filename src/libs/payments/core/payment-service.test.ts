import { describe, expect, it } from 'vitest';
import { createStripeProvider } from '#libs/payments/providers/stripe/stripe-provider.ts';
import { ProviderNotConfiguredError } from './payment-errors.ts';
import { PaymentService } from './payment-service.ts';

const stripe = createStripeProvider({ secretKey: 'sk_test_1', webhookSecrets: [], livemode: false });

describe('PaymentService', () => {
  it('hands out the provider of a configured method', () => {
    const payments = new PaymentService([stripe]);

    expect(payments.provider('stripe')).toBe(stripe);
    expect(payments.has('stripe')).toBe(true);
    expect(payments.methods()).toEqual(['stripe']);
  });

  it('says which method is not configured', () => {
    const payments = new PaymentService([stripe]);

    expect(payments.has('alipay')).toBe(false);
    expect(() => payments.provider('alipay')).toThrow(ProviderNotConfiguredError);
    expect(() => payments.provider('alipay')).toThrow(/alipay/);
  });
});
