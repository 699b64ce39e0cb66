import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  describeVariables,
  EnvError,
  loadEnv,
  loadStripeAccess,
  requiredInProduction,
  type Variables,
  variableNames,
} from './Env.ts';

const stripe = {
  STRIPE_SECRET_KEY: 'sk_test_51Hxyz',
  STRIPE_WEBHOOK_SECRET: 'whsec_abcdef',
  STRIPE_PRODUCT_ID: 'prod_Rolitt',
  COLOR_PRICE_MAP_JSON: '{"red":"price_red"}',
};
const account = {
  projectId: 'shop-1234',
  clientEmail: 'shop@shop-1234.iam.gserviceaccount.com',
  privateKey: generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString(),
};
const accountFile = JSON.stringify({
  type: 'service_account',
  project_id: account.projectId,
  client_email: account.clientEmail,
  private_key: account.privateKey,
});
const production = {
  ...stripe,
  APP_ENV: 'production',
  APP_URL: 'https://shop.example.com',
  DATABASE_URL: 'postgres://shop:secret@db.example.com/shop',
  SESSION_SECRET: 'a session secret of some length',
  CRON_SECRET: 'a cron secret that is long enough',
};

function problemsOf(variables: Variables): readonly string[] {
  try {
    loadEnv(variables);
    return [];
  } catch (error) {
    if (error instanceof EnvError) return error.problems;
    throw error;
  }
}

describe('the configuration of a laptop', () => {
  it('may be empty', () => {
    expect(loadEnv({})).toMatchObject({
      APP_ENV: 'development',
      APP_URL: 'http://127.0.0.1:3000',
      ORDER_NO_PREFIX: 'ROL',
      DATABASE_STORAGE_TARGET: 'postgres',
      DATABASE_POOL_SIZE: 5,
      DATABASE_PREPARE: true,
      OUTBOX_DRAIN: 'after-response',
    });
  });

  it('counts an empty value as none', () => {
    expect(loadEnv({ STRIPE_SECRET_KEY: '', DATABASE_URL: '', APP_URL: '' })).toMatchObject({
      STRIPE_SECRET_KEY: undefined,
      DATABASE_URL: undefined,
      APP_URL: 'http://127.0.0.1:3000',
    });
  });

  it('reads a whole Stripe group, the price map as an object and the webhook secrets as a list', () => {
    expect(loadEnv({ ...stripe, STRIPE_WEBHOOK_SECRET: 'whsec_first, whsec_second' })).toMatchObject({
      COLOR_PRICE_MAP_JSON: { red: 'price_red' },
      STRIPE_WEBHOOK_SECRET: ['whsec_first', 'whsec_second'],
    });
  });

  it('takes the slash off the address of the shop', () => {
    expect(loadEnv({ APP_URL: 'http://127.0.0.1:4000/' }).APP_URL).toBe('http://127.0.0.1:4000');
  });

  it.each(Object.keys(stripe))('names %s when the rest of the Stripe group is there', (name) => {
    const problems = problemsOf({ ...stripe, [name]: undefined });
    expect(problems).toEqual([
      expect.stringMatching(new RegExp(`^${name}: is missing \\(Stripe needs all of `)),
    ]);
  });
});

describe('a value of the wrong form', () => {
  it.each([
    ['STRIPE_SECRET_KEY', 'pk_test_51H', 'must start with sk_'],
    ['STRIPE_SECRET_KEY', 'sk_', 'must start with sk_'],
    ['STRIPE_WEBHOOK_SECRET', 'secret_abc', 'must start with whsec_'],
    ['STRIPE_WEBHOOK_SECRET', 'whsec_first,', 'must start with whsec_'],
    ['STRIPE_PRODUCT_ID', 'price_abc', 'must start with prod_'],
    ['COLOR_PRICE_MAP_JSON', '{', 'must be JSON, for example'],
    ['COLOR_PRICE_MAP_JSON', '[]', 'expected record'],
    ['COLOR_PRICE_MAP_JSON', '{}', 'must name at least one colour'],
    ['COLOR_PRICE_MAP_JSON', '{"red":"prod_red"}', 'every value must start with price_'],
    ['COLOR_PRICE_MAP_JSON', '{"red":1}', 'expected string'],
    ['COLOR_STOCK_JSON', '{', 'must be JSON, for example'],
    ['COLOR_STOCK_JSON', '{"red":{"limit":-1}}', '>=0'],
    ['KLAVIYO_API_KEY', 'sk_klaviyo', 'must start with pk_'],
    ['DATABASE_URL', 'mysql://user@host/shop', 'must start with postgres://'],
    ['DATABASE_STORAGE_TARGET', 'mongodb', 'expected one of "firestore"|"postgres"'],
    ['DATABASE_POOL_SIZE', '0', 'must be a whole number from 1 to 100'],
    ['DATABASE_POOL_SIZE', '2.5', 'must be a whole number from 1 to 100'],
    ['DATABASE_PREPARE', 'yes', 'must be true or false'],
    ['APP_ENV', 'staging', 'expected one of'],
    ['APP_URL', 'shop.example.com', 'must be the address of the shop'],
    ['ORDER_NO_PREFIX', 'rol', 'must be two to six capital letters'],
    ['LOG_LEVEL', 'loud', 'expected one of'],
    ['SESSION_SECRET', 'short', 'must have at least 24 characters'],
    ['CRON_SECRET', 'short', 'must have at least 24 characters'],
    ['OUTBOX_DRAIN', 'never', 'expected one of'],
    ['STRIPE_API_BASE', '127.0.0.1', 'must be an address such as'],
    ['KLAVIYO_API_BASE', '127.0.0.1', 'must be an address such as'],
    ['FIREBASE_SERVICE_ACCOUNT', 'key.json', 'is the name of a file, not its content'],
    ['FIREBASE_PROJECT_ID', 'My Shop', 'must be a project id such as'],
    ['FIREBASE_WEB_API_KEY', '1:234:web:567', 'must start with AIza'],
    ['FIRESTORE_DATABASE_ID', 'Shop', 'must be a database id such as'],
    ['FIRESTORE_EMULATOR_HOST', 'http://127.0.0.1:8085', 'must be the host and port of the emulator'],
    ['FIREBASE_AUTH_EMULATOR_HOST', '127.0.0.1', 'must be the host and port of the emulator'],
    ['SANDBOX_URL', 'sandbox', 'must be the address of the local sandbox'],
  ])('%s=%s is refused by name, with the form that is expected', (name, value, form) => {
    const about = problemsOf({ ...stripe, [name]: value }).filter((problem) => problem.startsWith(name));
    expect(about).toEqual([expect.stringContaining(form)]);
  });

  it('is reported together with all the others, and never repeated in a message', () => {
    const values = {
      STRIPE_SECRET_KEY: 'hunter2-key',
      STRIPE_WEBHOOK_SECRET: 'hunter2-webhook',
      STRIPE_PRODUCT_ID: 'hunter2-product',
      COLOR_PRICE_MAP_JSON: '{"red":"hunter2-price"}',
      KLAVIYO_API_KEY: 'hunter2-klaviyo',
      DATABASE_URL: 'hunter2://database',
      SESSION_SECRET: 'hunter2',
      CRON_SECRET: 'hunter2',
      FIREBASE_SERVICE_ACCOUNT: '{"private_key":"hunter2"}',
      LOG_LEVEL: 'hunter2',
    };
    const problems = problemsOf(values);
    for (const name of Object.keys(values)) expect(problems.join('\n')).toContain(name);
    expect(problems.join('\n')).not.toContain('hunter2');
  });
});

describe('the custom domain of payment pages', () => {
  it('is one https origin, a slash at its end or not, and none without it', () => {
    expect(loadEnv({}).STRIPE_CHECKOUT_ORIGIN).toBeUndefined();
    for (const given of ['https://pay.example.com', 'https://pay.example.com/'])
      expect(loadEnv({ STRIPE_CHECKOUT_ORIGIN: given }).STRIPE_CHECKOUT_ORIGIN).toBe(
        'https://pay.example.com',
      );
  });

  it.each([
    'http://pay.example.com',
    'pay.example.com',
    'https://pay.example.com/c/pay',
    'https://*.example.com',
    'https://pay.example.com; script-src *',
    'https://a@pay.example.com',
    'javascript:alert(1)',
  ])('is not %s', (given) => {
    expect(problemsOf({ STRIPE_CHECKOUT_ORIGIN: given })).toEqual([
      expect.stringContaining('STRIPE_CHECKOUT_ORIGIN: must be an https origin'),
    ]);
  });
});

describe('the configuration of a deployment', () => {
  it('is accepted when it is whole', () => {
    expect(loadEnv(production).APP_ENV).toBe('production');
  });

  it('names everything that is missing at once', () => {
    const problems = problemsOf({ APP_ENV: 'production', APP_URL: 'https://shop.example.com' });
    expect(problems.map((problem) => problem.split(':')[0])).toEqual(Object.keys(requiredInProduction({})));
  });

  it.each(Object.keys(requiredInProduction({})))('refuses to start without %s', (name) => {
    expect(problemsOf({ ...production, [name]: '' })).toEqual([
      expect.stringMatching(new RegExp(`^${name}: is missing \\(.+\\)$`)),
    ]);
  });

  it.each(['STRIPE_API_BASE', 'KLAVIYO_API_BASE', 'SANDBOX_URL'])(
    'refuses %s, which leads to play money',
    (name) => {
      expect(problemsOf({ ...production, [name]: 'http://127.0.0.1:4010' })).toEqual([
        `${name}: belongs to the sandbox and must not be set in production`,
      ]);
    },
  );

  it.each(['FIRESTORE_EMULATOR_HOST', 'FIREBASE_AUTH_EMULATOR_HOST'])(
    'refuses %s, behind which nothing is guarded',
    (name) => {
      expect(problemsOf({ ...production, [name]: '127.0.0.1:8085' })).toEqual([
        expect.stringMatching(
          new RegExp(`^${name}: belongs to an emulator.+ must not be set in production$`),
        ),
      ]);
    },
  );

  it('needs a service account in place of a database address on Firestore', () => {
    const { DATABASE_URL: _, ...rest } = production;
    const firestore = { ...rest, DATABASE_STORAGE_TARGET: 'firestore' };
    expect(problemsOf(firestore)).toEqual([
      expect.stringMatching(/^FIREBASE_SERVICE_ACCOUNT: is missing \(Firebase console, .+\)$/),
    ]);
    expect(loadEnv({ ...firestore, FIREBASE_SERVICE_ACCOUNT: accountFile })).toMatchObject({
      FIREBASE_SERVICE_ACCOUNT: account,
      FIRESTORE_DATABASE_ID: '(default)',
    });
  });

  it('refuses an address without https', () => {
    expect(problemsOf({ ...production, APP_URL: 'http://shop.example.com' })).toEqual([
      'APP_URL: must start with https:// in production',
    ]);
  });

  it('is what Vercel means without saying so, and its address is known', () => {
    const vercel = { VERCEL: '1', VERCEL_PROJECT_PRODUCTION_URL: 'shop.vercel.app' };
    const { APP_ENV: _, APP_URL: __, ...rest } = production;
    expect(loadEnv({ ...rest, ...vercel })).toMatchObject({
      APP_ENV: 'production',
      APP_URL: 'https://shop.vercel.app',
    });
    expect(problemsOf(vercel)).toHaveLength(Object.keys(requiredInProduction({})).length);
  });

  it('needs none of its secrets while it is built', () => {
    expect(problemsOf({ APP_ENV: 'production', NEXT_PHASE: 'phase-production-build' })).toEqual([]);
    expect(problemsOf({ VERCEL: '1', NEXT_PHASE: 'phase-production-build' })).toEqual([]);
  });
});

describe('the configuration of Firebase', () => {
  const emulator = {
    DATABASE_STORAGE_TARGET: 'firestore',
    FIRESTORE_EMULATOR_HOST: '127.0.0.1:8085',
    FIREBASE_PROJECT_ID: 'demo-shop',
  };

  it('is an emulator and a project on a laptop', () => {
    expect(loadEnv(emulator)).toMatchObject(emulator);
  });

  it.each(['FIRESTORE_EMULATOR_HOST', 'FIREBASE_PROJECT_ID'])(
    'names the service account where Firestore has neither it nor %s',
    (name) => {
      expect(problemsOf({ ...emulator, [name]: '' })).toEqual([
        expect.stringMatching(/^FIREBASE_SERVICE_ACCOUNT: is missing /),
      ]);
    },
  );

  it('refuses a project that is not the one of the service account', () => {
    const variables = { FIREBASE_SERVICE_ACCOUNT: accountFile, FIREBASE_PROJECT_ID: 'another-shop' };
    expect(problemsOf(variables)).toEqual([
      expect.stringMatching(/^FIREBASE_PROJECT_ID: names another project/),
    ]);
  });

  it('needs an account and a session secret before anybody can sign in', () => {
    const problems = problemsOf({ FIREBASE_WEB_API_KEY: 'AIzaSyExample' });
    expect(problems.map((problem) => problem.split(':')[0])).toEqual([
      'FIREBASE_SERVICE_ACCOUNT',
      'SESSION_SECRET',
    ]);
  });
});

describe('mail to buyers', () => {
  const mail = {
    SMTP_URL: 'smtps://shop:p%40ss@mail.example.com:465',
    MAIL_FROM: 'Rolitt <orders@example.com>',
  };

  it('is sent by our own server unless said otherwise', () => {
    expect(loadEnv(mail)).toMatchObject({ ...mail, MAIL_BY: 'smtp' });
    expect(loadEnv({ ...production, MAIL_BY: 'klaviyo', KLAVIYO_API_KEY: 'pk_1234' }).MAIL_BY).toBe(
      'klaviyo',
    );
  });

  it.each(['SMTP_URL', 'MAIL_FROM'])('is not half configured: %s is missing', (name) => {
    for (const base of [{}, production])
      expect(problemsOf({ ...base, ...mail, [name]: '' })).toEqual([
        expect.stringMatching(new RegExp(`^${name}: is missing, which`)),
      ]);
  });

  it('needs a key of Klaviyo before Klaviyo writes', () => {
    expect(problemsOf({ MAIL_BY: 'klaviyo' })).toEqual([
      expect.stringMatching(/^KLAVIYO_API_KEY: is missing/),
    ]);
  });

  it.each([
    ['SMTP_URL', 'mail.example.com:587'],
    ['SMTP_URL', 'smtp://us:er@pa:ss@mail:x'],
    ['MAIL_FROM', 'nobody-at-home'],
    ['MAIL_FROM', 'Rolitt <orders@example.com>, eve@example.com'],
    ['MAIL_FROM', 'Rolitt\r\nBcc: eve@example.com <orders@example.com>'],
    ['MAIL_BY', 'pigeon'],
  ])('refuses %s=%j without repeating it', (name, value) => {
    const problems = problemsOf({ ...mail, [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${name}: `));
    expect(problems[0]).not.toContain(value);
  });

  it('is told of without its password', () => {
    expect(describeVariables(mail)).toContainEqual({ name: 'SMTP_URL', set: true, form: 'smtps://…' });
  });
});

describe('what setting up a Stripe account needs', () => {
  it('is the key and the address of the shop, whatever else is missing or half done', () => {
    const variables = {
      APP_ENV: 'production',
      STRIPE_SECRET_KEY: 'sk_test_51H',
      APP_URL: 'https://shop.example.com/',
    };
    expect(loadStripeAccess({ ...variables, COLOR_PRICE_MAP_JSON: '{' })).toEqual({
      STRIPE_SECRET_KEY: 'sk_test_51H',
      APP_URL: 'https://shop.example.com',
    });
  });

  it('says where the key is found when there is none', () => {
    expect(() => loadStripeAccess({ STRIPE_SECRET_KEY: '' })).toThrow(
      /STRIPE_SECRET_KEY: is missing \(Stripe dashboard/,
    );
  });
});

describe('a report of the variables', () => {
  it('tells set from missing and shows no more than the public beginning', () => {
    const states = describeVariables({
      ...production,
      STRIPE_SECRET_KEY: 'sk_live_hunter2',
      CRON_SECRET: 'hunter2',
      FIREBASE_SERVICE_ACCOUNT: '{"type":"service_account","private_key":"hunter2"}',
      FIREBASE_WEB_API_KEY: 'AIzaHunter2hunter2',
    });
    expect(states.map(({ name }) => name)).toEqual(variableNames);
    expect(states).toContainEqual({ name: 'STRIPE_SECRET_KEY', set: true, form: 'sk_live_…' });
    expect(states).toContainEqual({ name: 'CRON_SECRET', set: true, form: null });
    expect(states).toContainEqual({ name: 'FIREBASE_SERVICE_ACCOUNT', set: true, form: null });
    expect(states).toContainEqual({ name: 'FIREBASE_WEB_API_KEY', set: true, form: 'AIza…' });
    expect(states).toContainEqual({ name: 'KLAVIYO_API_KEY', set: false, form: null });
    expect(JSON.stringify(states)).not.toContain('hunter2');
  });
});

describe('the people of the console', () => {
  const hash = `scrypt:32768:8:3:${'a'.repeat(22)}:${'b'.repeat(43)}`;

  it('are read with their roles', () => {
    const env = loadEnv({ ...production, CONSOLE_PASSWORDS: `ana=admin=${hash}` });
    expect(env.CONSOLE_PASSWORDS?.[0]).toMatchObject({ name: 'ana', role: 'admin' });
  });

  it('are named by the problem when their list makes no sense, and what it says is not repeated', () => {
    const problems = problemsOf({
      ...production,
      CONSOLE_PASSWORDS: 'ana=admin=secret',
      CONSOLE_ACCESS: 'ana',
    });
    expect(problems.filter((problem) => problem.startsWith('CONSOLE_'))).toHaveLength(2);
    expect(problems.join()).not.toContain('secret');
  });

  it('need somebody who knows them, and a signature for their sessions', () => {
    expect(problemsOf({ ...production, CONSOLE_ACCESS: 'ana@example.com=admin' })).toEqual([
      expect.stringContaining('FIREBASE_WEB_API_KEY: is missing, which CONSOLE_ACCESS needs'),
    ]);
    expect(problemsOf({ CONSOLE_PASSWORDS: `ana=admin=${hash}` })).toEqual([
      expect.stringContaining('SESSION_SECRET: is missing, which CONSOLE_PASSWORDS needs'),
    ]);
  });
});
