import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

/** Runs in a fresh process and prints every module of the Stripe SDK that was loaded. */
const observer = `
  import { registerHooks } from 'node:module';
  const loaded = [];
  registerHooks({ load: (url, context, next) => { if (url.includes('/node_modules/')) loaded.push(url); return next(url, context); } });
  const { createStripeProvider } = await import('#libs/payments/providers/stripe/stripe-provider.ts');
  const { deliveryOf, recordedBody, signatureHeader } = await import('#tests/fixtures/stripe/recorded.ts');
  const provider = createStripeProvider({ secretKey: 'sk_test_1', webhookSecrets: ['whsec_1'], livemode: false, apiBase: 'http://127.0.0.1:1' });
  const body = recordedBody('checkout.session.completed');
  const event = provider.parseWebhook(deliveryOf(body, signatureHeader(body, 'whsec_1', 1e9)), new Date(1e12));
  const early = [...loaded];
  await provider.fetchCheckout('cs_1').catch(() => {});
  console.log(JSON.stringify({ kind: event.fact.kind, early, late: loaded.length }));
`;

describe('a webhook', () => {
  it('is verified and translated without any package, the Stripe SDK comes with the first API call', () => {
    const printed = execFileSync(process.execPath, ['--input-type=module', '-e', observer], {
      cwd: process.cwd(),
      encoding: 'utf8',
    });
    const seen = JSON.parse(printed) as { kind: string; early: string[]; late: number };

    expect(seen).toMatchObject({ kind: 'charge', early: [] });
    expect(seen.late).toBeGreaterThan(0);
  });
});
