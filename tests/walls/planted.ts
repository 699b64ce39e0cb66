/** A small product with one violation planted per rule, and neighbours that do nothing wrong. */
import * as fs from 'node:fs';
import path from 'node:path';

type Files = Readonly<Record<string, string>>;

/** What every room holds so that there is something to import. */
const ground: Files = {
  'package.json': JSON.stringify({
    type: 'module',
    imports: {
      '#sandbox/*': './sandbox/*',
      '#tests/*': './tests/*',
      '#scripts/*': './scripts/*',
      '#*': './src/*',
    },
    dependencies: Object.fromEntries(
      [
        'stripe',
        'drizzle-orm',
        'postgres',
        'klaviyo-api',
        'firebase-admin',
        'nodemailer',
        '@react-email/render',
        '@opentelemetry/api',
        'next',
        'react',
        'zod',
      ].map((name) => [name, '1']),
    ),
    devDependencies: { vitest: '1' },
  }),
  'src/domain/money.ts': "import './order.ts';\nexport type Money = number;\nexport const zero = 0;",
  'src/domain/order.ts': 'export const order = 1;',
  'src/config/catalog.ts': "import type { Money } from '#domain/money.ts';\nexport const price: Money = 1;",
  'src/models/Schema.ts': "import 'drizzle-orm';\nimport '#domain/money.ts';",
  'src/libs/Logger.ts': "import '#domain/money.ts';\nexport type Logger = { log(): void };",
  'src/libs/payments/core/payment-types.ts':
    "import '#domain/money.ts';\nexport type Provider = { id: string };",
  'src/libs/payments/providers/stripe/stripe-provider.ts':
    "import type Stripe from 'stripe';\nimport 'node:crypto';\nimport '#libs/payments/core/payment-types.ts';\nexport const load = (): Promise<Stripe> => import('stripe');",
  'src/libs/payments/providers/alipay/alipay-provider.ts': "import '#libs/payments/core/payment-types.ts';",
  'src/libs/store/store.ts': "import '#domain/money.ts';\nexport type Store = { close(): void };",
  'src/libs/store/postgres/postgres-store.ts':
    "import 'postgres';\nimport 'drizzle-orm';\nimport '#models/Schema.ts';\nimport type { Store } from '#libs/store/store.ts';\nexport type Both = Store;",
  'src/libs/store/memory/memory-store.ts': "import '#libs/store/store.ts';",
  'src/libs/deliveries/delivery.ts': "import '#domain/money.ts';",
  'src/libs/klaviyo/klaviyo-client.ts':
    "import '#domain/money.ts';\nexport const load = () => import('klaviyo-api');",
  'src/libs/email/smtp-mailer.ts': "export const load = () => import('nodemailer');",
  'src/libs/deliveries/email-delivery.ts':
    "import './delivery.ts';\nexport const load = () => import('#emails/render.ts');",
  'src/emails/render.ts': "import '@react-email/render';\nimport '#domain/money.ts';",
  'src/libs/auth/identity.ts': "import '#domain/money.ts';",
  'src/libs/trace/otel-spans.ts':
    "import 'node:crypto';\nexport const load = () => import('@opentelemetry/api');",
  'src/libs/auth/firebase-identity.ts':
    "import './identity.ts';\nexport const load = () => import('firebase-admin');",
  'src/services/start-checkout.ts':
    "import '#domain/money.ts';\nimport '#libs/store/store.ts';\nimport type { Logger } from '#libs/Logger.ts';\nexport type Log = Logger;",
  'src/services/start-checkout.test.ts':
    "import 'vitest';\nimport './start-checkout.ts';\nimport '#tests/factories.ts';",
  'src/server/context.ts':
    "import '#libs/store/postgres/postgres-store.ts';\nimport '#services/start-checkout.ts';\nimport '#libs/klaviyo/klaviyo-client.ts';",
  'src/components/Button.tsx':
    "import 'react';\nimport { zero } from '#domain/money.ts';\nexport const Button = () => <b>{zero}</b>;",
  'src/app/page.tsx':
    "import 'next';\nimport '#server/context.ts';\nimport '#services/start-checkout.ts';\nimport { Button } from '#components/Button.tsx';\nexport default Button;",
  'src/commands/doctor.ts': "import '#server/context.ts';",
  'sandbox/server.ts': "import type { Money } from '#domain/money.ts';\nexport const cents: Money = 1;",
  'scripts/start.ts': "import '#config/catalog.ts';\nimport 'postgres';",
  'tests/factories.ts': "import '#domain/money.ts';\nimport 'stripe';\nexport const factory = 1;",
};

const packages = [
  'stripe',
  'drizzle-orm',
  'postgres',
  'klaviyo-api',
  'firebase-admin',
  'nodemailer',
  '@react-email/render',
  '@opentelemetry/api',
  'next',
  'react',
  'zod',
  'vitest',
];

/** One file per violation; the rule it breaks is its key. */
export const plants: Readonly<Record<string, { readonly file: string; readonly source: string }>> = {
  'domain-imports-only-domain': { file: 'src/domain/bad-clock.ts', source: "import 'node:crypto';" },
  'config-imports-only-domain': {
    file: 'src/config/bad.ts',
    source: "import '#services/start-checkout.ts';",
  },
  'payment-port-imports-only-domain': {
    file: 'src/libs/payments/core/bad.ts',
    source: "import '#libs/payments/providers/alipay/alipay-provider.ts';",
  },
  'store-port-imports-only-domain': {
    file: 'src/libs/store/store.ts',
    source: "import type {} from '#models/Schema.ts';\nexport type Store = { close(): void };",
  },
  'delivery-port-imports-only-domain': {
    file: 'src/libs/deliveries/delivery.ts',
    source: "import type {} from '#libs/klaviyo/klaviyo-client.ts';",
  },
  'provider-keeps-to-itself': {
    file: 'src/libs/payments/providers/alipay/bad.ts',
    source: "import '#libs/payments/providers/stripe/stripe-provider.ts';",
  },
  'store-keeps-to-itself': {
    file: 'src/libs/store/memory/bad-provider.ts',
    source: "import '#libs/payments/providers/alipay/alipay-provider.ts';",
  },
  'stores-do-not-mix': {
    file: 'src/libs/store/memory/bad-neighbour.ts',
    source: "import '#libs/store/postgres/postgres-store.ts';",
  },
  'identity-port-imports-only-domain': {
    file: 'src/libs/auth/identity.ts',
    source: "import type {} from './firebase-identity.ts';",
  },
  'trace-keeps-to-itself': {
    file: 'src/libs/trace/bad.ts',
    source: "import type {} from '#domain/money.ts';",
  },
  'telemetry-only-behind-its-port': {
    file: 'src/services/bad-span.ts',
    source: "export const load = () => import('@opentelemetry/api');",
  },
  'models-import-only-domain': { file: 'src/models/bad.ts', source: "import '#libs/store/store.ts';" },
  'adapters-know-no-use-case': {
    file: 'src/libs/klaviyo/bad.ts',
    source: "import type {} from '#services/start-checkout.ts';",
  },
  'emails-only-write': {
    file: 'src/emails/bad.ts',
    source: "import type {} from '#services/start-checkout.ts';",
  },
  'emails-load-late': {
    file: 'src/libs/deliveries/bad-early.ts',
    source: "import '#emails/render.ts';",
  },
  'services-import-only-ports': {
    file: 'src/services/bad-adapter.ts',
    source: "export * from '#libs/store/memory/memory-store.ts';",
  },
  'services-take-adapters-from-context': {
    file: 'src/services/bad-log.ts',
    source: "import '#libs/Logger.ts';",
  },
  'components-only-render': {
    file: 'src/components/Bad.tsx',
    source: "import type {} from '#services/start-checkout.ts';\nexport const Bad = () => <i />;",
  },
  'app-is-a-door': { file: 'src/app/bad-table.ts', source: "import '#models/Schema.ts';" },
  'app-names-payment-types-only': {
    file: 'src/app/bad-port.ts',
    source: "import { something } from '#libs/payments/core/payment-types.ts';\nexport const it = something;",
  },
  'commands-are-doors': { file: 'src/commands/bad.ts', source: "import '#components/Button.tsx';" },
  'server-is-the-composition-root': {
    file: 'src/libs/store/bad-root.ts',
    source: "import '#server/context.ts';",
  },
  'src-stands-alone': {
    file: 'src/server/bad-sandbox.ts',
    source: "export const play = () => import('#sandbox/server.ts');",
  },
  'sandbox-knows-no-src': {
    file: 'sandbox/bad.ts',
    source: "import { zero } from '#domain/money.ts';\nexport const none = zero;",
  },
  'scripts-and-sandbox-import-no-tests': { file: 'scripts/bad.ts', source: "import '#tests/factories.ts';" },
  'no-test-imported': { file: 'tests/bad.ts', source: "import '#services/start-checkout.test.ts';" },
  'stripe-only-in-its-provider': {
    file: 'src/commands/bad-stripe.ts',
    source: "import type Stripe from 'stripe';\nexport type It = Stripe;",
  },
  'drizzle-only-in-store': {
    file: 'src/server/bad-drizzle.ts',
    source: "import { sql } from 'drizzle-orm';\nexport const it = sql;",
  },
  'postgres-only-in-store': { file: 'src/libs/store/memory/bad-driver.ts', source: "import 'postgres';" },
  'klaviyo-only-in-its-client': {
    file: 'src/server/bad-klaviyo.ts',
    source: "export const load = () => import('klaviyo-api');",
  },
  'firebase-only-behind-its-ports': {
    file: 'src/server/bad-firebase.ts',
    source: "export const load = () => import('firebase-admin');",
  },
  'nodemailer-only-in-its-mailer': {
    file: 'src/server/bad-mail.ts',
    source: "export const load = () => import('nodemailer');",
  },
  'react-email-only-in-templates': {
    file: 'src/components/bad-mail.ts',
    source: "import type {} from '@react-email/render';",
  },
  'heavy-sdks-load-late': {
    file: 'src/libs/payments/providers/stripe/bad-early.ts',
    source: "import { Stripe } from 'stripe';\nexport const it = Stripe;",
  },
  'product-needs-no-dev-dependency': {
    file: 'src/server/bad-dev.ts',
    source: "import { it } from 'vitest';\nexport const test = it;",
  },
  'no-cycles': {
    file: 'src/domain/order.ts',
    source: "import { zero } from './money.ts';\nexport const order = zero;",
  },
  'no-orphans': { file: 'src/domain/left-over.ts', source: 'export const nobody = 1;' },
  'no-unresolvable': { file: 'src/services/bad-path.ts', source: "import '#domain/gone.ts';" },
  'no-hidden-imports': {
    file: 'src/services/bad-type.ts',
    source: "export type It = import('#models/Schema.ts').It;",
  },
};

/** Writes the small product into an empty folder, with some files replaced or added. */
export function plant(folder: string, files: Files): void {
  for (const [file, source] of Object.entries({ ...ground, ...files })) write(folder, file, source);
  for (const name of packages) {
    write(
      folder,
      `node_modules/${name}/package.json`,
      JSON.stringify({ name, version: '1.0.0', main: 'index.js' }),
    );
    write(folder, `node_modules/${name}/index.js`, 'module.exports = {};');
  }
}

function write(folder: string, file: string, source: string): void {
  const target = path.join(folder, file);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.writeFileSync(target, source);
}
