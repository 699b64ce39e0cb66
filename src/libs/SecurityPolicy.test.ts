import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy, fixedSecurityHeaders, paymentOriginsOf } from './SecurityPolicy.ts';

const source = {
  paymentOrigins: ['https://checkout.stripe.com'],
  styles: 'a{}',
  nonce: null,
  analyticsOrigin: null,
  development: false,
};

describe('contentSecurityPolicy', () => {
  it('lets forms lead to us and to payment pages only', () => {
    expect(contentSecurityPolicy(source)).toContain("form-action 'self' https://checkout.stripe.com;");
  });

  it('allows no inline script but those with the nonce of the request', () => {
    const policy = contentSecurityPolicy({ ...source, nonce: 'abc' });
    expect(policy).toContain("script-src 'self' 'nonce-abc' 'strict-dynamic';");
    expect(policy).not.toContain("'unsafe-inline'");
  });

  it('names the inline style element by its hash', () => {
    expect(contentSecurityPolicy(source)).toContain(
      "style-src 'self' 'sha256-X1RutGBrXCt9KkSaXMK7tHftWiRscFHOhxsS8tv8hBk=';",
    );
  });

  it('lets nobody else in but the vendor of statistics the owner named', () => {
    expect(contentSecurityPolicy(source)).not.toMatch(/(script|connect|img)-src[^;]*https:/);
    const policy = contentSecurityPolicy({ ...source, analyticsOrigin: 'https://stats.example' });
    for (const directive of ['script-src', 'connect-src', 'img-src'])
      expect(policy).toMatch(new RegExp(`${directive}[^;]* https://stats.example`));
  });

  it('evaluates code in development alone', () => {
    expect(contentSecurityPolicy(source)).not.toContain('unsafe-eval');
    expect(contentSecurityPolicy({ ...source, development: true })).toContain('unsafe-eval');
  });
});

describe('payment pages', () => {
  const nowhere = { STRIPE_CHECKOUT_ORIGIN: undefined, SANDBOX_URL: undefined, STRIPE_API_BASE: undefined };

  it('are at Stripe’s, and at the custom domain the owner named', () => {
    expect(paymentOriginsOf(nowhere)).toEqual(['https://checkout.stripe.com']);
    const paymentOrigins = paymentOriginsOf({
      ...nowhere,
      STRIPE_CHECKOUT_ORIGIN: 'https://pay.example.com',
    });
    expect(contentSecurityPolicy({ ...source, paymentOrigins })).toContain(
      "form-action 'self' https://checkout.stripe.com https://pay.example.com;",
    );
  });

  it('are at the sandbox on a laptop, named once', () => {
    const sandbox = { SANDBOX_URL: 'http://127.0.0.1:4010', STRIPE_API_BASE: 'http://127.0.0.1:4010/' };
    expect(paymentOriginsOf({ ...nowhere, ...sandbox })).toEqual([
      'https://checkout.stripe.com',
      'http://127.0.0.1:4010',
    ]);
  });
});

describe('fixedSecurityHeaders', () => {
  it('asks for https for ever only where the shop is on https', () => {
    expect(fixedSecurityHeaders('https://shop.example.com')).toHaveProperty('Strict-Transport-Security');
    expect(fixedSecurityHeaders('http://127.0.0.1:3000')).not.toHaveProperty('Strict-Transport-Security');
  });
});
