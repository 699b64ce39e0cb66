import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { loadEnv } from '#libs/Env.ts';
import { identityOf } from './identity.ts';

const sandbox = { APP_ENV: 'sandbox', SANDBOX_URL: 'http://127.0.0.1:4010' };
const secret = { SESSION_SECRET: 'a session secret of some length' };
const account = {
  FIREBASE_SERVICE_ACCOUNT: JSON.stringify({
    project_id: 'shop-1234',
    client_email: 'shop@shop-1234.iam.gserviceaccount.com',
    private_key: generateKeyPairSync('rsa', { modulusLength: 2048 })
      .privateKey.export({ type: 'pkcs8', format: 'pem' })
      .toString(),
  }),
};
const production = {
  ...secret,
  APP_ENV: 'production',
  APP_URL: 'https://shop.example.com',
  STRIPE_SECRET_KEY: 'sk_live_51Hxyz',
  STRIPE_WEBHOOK_SECRET: 'whsec_abcdef',
  STRIPE_PRODUCT_ID: 'prod_Rolitt',
  COLOR_PRICE_MAP_JSON: '{"red":"price_red"}',
  DATABASE_URL: 'postgres://db/shop',
  CRON_SECRET: 'a cron secret that is long enough',
};
const entranceOf = (variables: Record<string, string>): string | undefined =>
  identityOf(loadEnv(variables), () => new Date())?.entrance.kind;

describe('who the shoppers are', () => {
  it('is taken from them in the sandbox alone, never in production', () => {
    expect(entranceOf({ ...secret, ...sandbox })).toBe('stand_in');
    expect(entranceOf({ ...secret, ...sandbox, APP_ENV: 'development' })).toBeUndefined();
    expect(entranceOf({ ...secret, APP_ENV: 'sandbox' })).toBeUndefined();
    expect(entranceOf(production)).toBeUndefined();
  });

  it('is asked of Firebase wherever that is configured, the sandbox included', () => {
    const firebase = { ...account, FIREBASE_WEB_API_KEY: 'AIzaExample' };
    expect(entranceOf({ ...secret, ...sandbox, ...firebase })).toBe('email_link');
    expect(entranceOf({ ...production, ...firebase })).toBe('email_link');
  });

  it('is nobody’s business where Firebase only keeps the orders', () => {
    expect(entranceOf({ ...production, ...account })).toBeUndefined();
  });
});
