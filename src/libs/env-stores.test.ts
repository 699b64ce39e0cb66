import { describe, expect, it } from 'vitest';
import { EnvError, loadStoreAccess, type Variables } from './Env.ts';

const both = {
  DATABASE_URL: 'postgres://u:p@db/shop',
  FIREBASE_PROJECT_ID: 'demo-shop',
  FIRESTORE_EMULATOR_HOST: '127.0.0.1:8085',
};

const problemsOf = (variables: Variables): readonly string[] => {
  try {
    loadStoreAccess(variables);
    return [];
  } catch (error) {
    return error instanceof EnvError ? error.problems : [String(error)];
  }
};

describe('both databases', () => {
  it('are read without anything else being configured or right', () => {
    expect(loadStoreAccess({ ...both, COLOR_PRICE_MAP_JSON: '{', KLAVIYO_API_KEY: '' })).toEqual({
      ...both,
      APP_URL: 'http://127.0.0.1:3000',
      DATABASE_PREPARE: true,
      FIRESTORE_DATABASE_ID: '(default)',
    });
  });

  it('are both needed', () => {
    expect(problemsOf({})).toEqual([
      expect.stringMatching(/^FIREBASE_SERVICE_ACCOUNT: is missing/),
      expect.stringMatching(/^DATABASE_URL: is missing/),
    ]);
    expect(problemsOf({ ...both, FIREBASE_PROJECT_ID: '' })).toHaveLength(1);
  });

  it('are not an emulator in production', () => {
    const production = { ...both, APP_ENV: 'production', APP_URL: 'https://shop.example.com' };
    expect(problemsOf(production)).toEqual([
      expect.stringMatching(/^FIRESTORE_EMULATOR_HOST: .+ must not be set in production$/),
    ]);
  });

  it('are checked like everywhere else', () => {
    expect(problemsOf({ ...both, DATABASE_URL: 'mysql://db/shop', FIREBASE_SERVICE_ACCOUNT: '{}' })).toEqual([
      expect.stringMatching(/^DATABASE_URL: must start with postgres/),
      expect.stringMatching(/^FIREBASE_SERVICE_ACCOUNT: /),
    ]);
  });
});
