export type E2eProduct = {
  readonly shopUrl: string;
  readonly sandboxUrl: string;
  readonly databaseUrl: string;
  readonly cronSecret: string;
};

/** Where the product of this browser-test run is; the global set-up started it. */
export function e2eProduct(): E2eProduct {
  const given = (name: string): string => {
    const value = process.env[name];
    if (!value) throw new Error(`${name} is not set: run the browser tests with "npx playwright test".`);
    return value;
  };
  return {
    shopUrl: given('E2E_SHOP_URL'),
    sandboxUrl: given('E2E_SANDBOX_URL'),
    databaseUrl: given('E2E_DATABASE_URL'),
    cronSecret: given('E2E_CRON_SECRET'),
  };
}
