import { describe, expect, it } from 'vitest';
import { type EmbeddedSources, embeddedVariables, missingGroups, needsSandbox } from './embedded-env.ts';

const sources: EmbeddedSources = {
  shopUrl: 'http://127.0.0.1:3000',
  sandboxUrl: 'http://127.0.0.1:4010',
  mailUrl: 'smtp://127.0.0.1:4025',
  databaseUrl: 'postgres://127.0.0.1:5433/rolitt',
  firestoreHost: '127.0.0.1:8085',
  secrets: { stripeWebhookSecret: 'whsec_local', cronSecret: 'c', sessionSecret: 's', serverActionsKey: 'k' },
  colours: ['red', 'moonlight-grey'],
};

describe('a machine where nothing is configured', () => {
  const added = embeddedVariables({}, sources);

  it('gets the sandbox, the embedded database and secrets of its own', () => {
    expect(added).toMatchObject({
      APP_ENV: 'sandbox',
      APP_URL: sources.shopUrl,
      DATABASE_URL: sources.databaseUrl,
      DATABASE_STORAGE_TARGET: 'postgres',
      KLAVIYO_API_BASE: 'http://127.0.0.1:4010/klaviyo',
      KLAVIYO_LIST_ID: 'NEWS01',
      MAIL_FROM: 'Rolitt <orders@rolitt.example>',
      SMTP_URL: sources.mailUrl,
      STRIPE_API_BASE: sources.sandboxUrl,
      STRIPE_WEBHOOK_SECRET: 'whsec_local',
    });
  });

  it('keeps the list its owner named', () => {
    expect(embeddedVariables({ KLAVIYO_LIST_ID: 'Ab12Cd' }, sources)).not.toHaveProperty('KLAVIYO_LIST_ID');
  });

  it('gets a price for every colour of the catalogue', () => {
    expect(JSON.parse(added.COLOR_PRICE_MAP_JSON ?? '')).toEqual({
      red: 'price_sandbox_red',
      'moonlight-grey': 'price_sandbox_moonlight_grey',
    });
  });
});

describe('a machine that is to use Firestore', () => {
  const onFirestore = { DATABASE_STORAGE_TARGET: 'firestore' };

  it('gets the emulator, under a project that belongs to nobody, and no Postgres', () => {
    const added = embeddedVariables(onFirestore, sources);
    expect(added).toMatchObject({
      DATABASE_STORAGE_TARGET: 'firestore',
      FIREBASE_PROJECT_ID: 'demo-rolitt',
      FIRESTORE_EMULATOR_HOST: '127.0.0.1:8085',
    });
    expect(added).not.toHaveProperty('DATABASE_URL');
  });

  it('keeps the project and the emulator its owner named', () => {
    const owned = { FIREBASE_PROJECT_ID: 'demo-mine', FIRESTORE_EMULATOR_HOST: '127.0.0.1:9000' };
    const added = embeddedVariables({ ...onFirestore, ...owned }, sources);
    for (const name of Object.keys(owned)) expect(added).not.toHaveProperty(name);
  });

  it('is given no emulator once there is a service account, nor one for an address of a Postgres', () => {
    expect(missingGroups({ ...onFirestore, FIREBASE_SERVICE_ACCOUNT: '{}' })).not.toContain('database');
    expect(missingGroups({ ...onFirestore, DATABASE_URL: 'postgres://db/shop' })).toContain('database');
  });
});

describe('what the owner configured', () => {
  it('is never replaced', () => {
    const owned = {
      APP_URL: 'https://shop.example',
      CRON_SECRET: 'mine',
      DATABASE_URL: 'postgres://db/shop',
    };
    expect(Object.keys(embeddedVariables(owned, sources))).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(APP_URL|CRON_SECRET|DATABASE_URL)$/)]),
    );
  });

  it('keeps its whole group from being filled, so that what is missing there is reported', () => {
    const added = embeddedVariables({ STRIPE_SECRET_KEY: 'sk_test_real' }, sources);
    expect(Object.keys(added).filter((name) => name.startsWith('STRIPE_'))).toEqual([]);
  });

  it('does not count when it is an empty line copied from the example file', () => {
    expect(missingGroups({ STRIPE_SECRET_KEY: '', DATABASE_STORAGE_TARGET: 'postgres' })).toEqual([
      'database',
      'stripe',
      'klaviyo',
      'mail',
    ]);
  });

  it('is given no inbox once it says who writes to buyers', () => {
    for (const said of [{ MAIL_BY: 'klaviyo' }, { SMTP_URL: 'smtp://mail.example.com' }])
      expect(missingGroups(said)).toEqual(['database', 'stripe', 'klaviyo']);
  });

  it('needs no sandbox when every provider is real, not even to catch mails', () => {
    const groups = missingGroups({ STRIPE_SECRET_KEY: 'sk_test_real', KLAVIYO_API_KEY: 'pk_real' });
    expect(groups).toEqual(['database']);
    expect(needsSandbox(groups)).toBe(false);
  });
});

describe('a deployment', () => {
  it.each([{ APP_ENV: 'production' }, { VERCEL: '1' }])('is given nothing: %o', (env) => {
    expect(embeddedVariables(env, sources)).toEqual({});
    expect(missingGroups(env)).toEqual([]);
  });
});
