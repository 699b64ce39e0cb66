/**
 * The walls between the rooms: who may import whom. `npm run check` applies them, and tests/walls plants a
 * violation of every rule to prove that it is noticed. A room's rule lists what it may import; the rest is forbidden.
 */

const tests = String.raw`\.test\.tsx?$`;
const npm = (...names) => `^node_modules/(${names.join('|')})(/|$)`;

/** A room that may import the paths given and nothing else; `core` says whether Node's own modules are among them. */
const room = (name, comment, { from, to, core = false }) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from, pathNot: tests },
  to: { pathNot: to, ...(core ? { dependencyTypesNot: ['core'] } : {}) },
});

/** A package that is welcome in a few places only. `how` narrows the rule to certain kinds of import. */
const only = (name, comment, { packages, within, how = {} }) => ({
  name,
  severity: 'error',
  comment,
  from: { path: '^(src|scripts)/', pathNot: [within, tests] },
  to: { path: npm(...packages), ...how },
});

const ports = [
  '^src/libs/payments/core/',
  '^src/libs/store/store[.]ts$',
  '^src/libs/deliveries/delivery[.]ts$',
  '^src/libs/auth/identity[.]ts$',
  '^src/libs/trace/trace[.]ts$',
];
const pages = npm('next', 'next-intl', 'react', 'react-dom');

const rooms = [
  room(
    'domain-imports-only-domain',
    'Rules are pure: no IO, clock, SDK or framework; now and ids are arguments.',
    {
      from: '^src/domain/',
      to: ['^src/domain/'],
    },
  ),
  room('config-imports-only-domain', 'What the owner writes is plain data, typed by the domain.', {
    from: '^src/config/',
    to: ['^src/config/', '^src/domain/'],
  }),
  room(
    'payment-port-imports-only-domain',
    'Every provider depends on the port; it depends on none of them.',
    {
      from: '^src/libs/payments/core/',
      to: ['^src/libs/payments/core/', '^src/domain/'],
    },
  ),
  room('store-port-imports-only-domain', 'A new database must fit behind the port without touching it.', {
    from: '^src/libs/store/(store|transfer)[.]ts$',
    to: ['^src/domain/'],
  }),
  room('delivery-port-imports-only-domain', 'A message knows its promise, not its sender.', {
    from: '^src/libs/deliveries/delivery[.]ts$',
    to: ['^src/domain/'],
  }),
  room(
    'provider-keeps-to-itself',
    'Providers translate: domain, port and an SDK; no other provider, store or service.',
    {
      from: '^src/libs/payments/providers/([^/]+)/',
      to: ['^src/libs/payments/providers/$1/', '^src/libs/payments/core/', '^src/domain/', npm('stripe')],
      core: true,
    },
  ),
  room(
    'store-keeps-to-itself',
    'Store code knows the port, the tables and its driver; no provider, no service.',
    {
      from: '^src/libs/store/(?!store[.]ts$)',
      to: [
        '^src/libs/store/',
        '^src/libs/ServiceAccount[.]ts$',
        '^src/domain/',
        '^src/models/',
        npm('postgres', 'drizzle-orm', 'firebase-admin'),
      ],
      core: true,
    },
  ),
  {
    name: 'stores-do-not-mix',
    severity: 'error',
    comment: 'Each store stands alone; what two share lives beside the port.',
    from: { path: '^src/libs/store/([^/]+)/' },
    to: { path: '^src/libs/store/[^/]+/', pathNot: '^src/libs/store/$1/' },
  },
  room('identity-port-imports-only-domain', 'Who the shoppers are is asked here, whoever answers.', {
    from: '^src/libs/auth/identity[.]ts$',
    to: ['^src/domain/'],
  }),
  room('trace-keeps-to-itself', 'What runs through a request knows nothing of what the request is about.', {
    from: '^src/libs/trace/',
    to: ['^src/libs/trace/', npm('@opentelemetry')],
    core: true,
  }),
  room('models-import-only-domain', 'The schema is one readable story, told in the words of the domain.', {
    from: '^src/models/',
    to: ['^src/models/', '^src/domain/', npm('drizzle-orm')],
  }),
  room('adapters-know-no-use-case', 'A client of an outside service has no rules in it.', {
    from: '^src/libs/(auth|klaviyo|deliveries|email)/(?!(delivery|identity)[.]ts$)',
    to: [
      '^src/libs/(auth|klaviyo|deliveries|email)/',
      '^src/emails/render[.]ts$',
      '^src/libs/payments/core/',
      '^src/libs/ServiceAccount[.]ts$',
      '^src/domain/',
      npm('firebase-admin', 'klaviyo-api', 'nodemailer', 'jose', 'zod'),
    ],
    core: true,
  }),
  room('emails-only-write', 'A mail is made of what its order says: no service, no environment, no IO.', {
    from: '^src/emails/',
    to: [
      '^src/emails/',
      '^src/domain/',
      '^src/(config|locales)/',
      '^src/libs/I18n[.]ts$',
      npm('react', 'next-intl', '@react-email'),
    ],
  }),
  {
    name: 'emails-load-late',
    severity: 'error',
    comment: 'The templates come with the first mail that is due, so that a webhook starts fast.',
    from: { path: '^src/', pathNot: ['^src/emails/', tests] },
    to: { path: '^src/emails/', dependencyTypesNot: ['dynamic-import', 'type-only'] },
  },
  room(
    'services-import-only-ports',
    'A use case reaches the world through AppContext, never by importing it.',
    {
      from: '^src/services/',
      to: ['^src/services/', '^src/domain/', '^src/libs/(Ids|Logger)[.]ts$', ...ports],
    },
  ),
  {
    name: 'services-take-adapters-from-context',
    severity: 'error',
    comment: 'Ids and log lines come through AppContext; a service may name their types only.',
    from: { path: '^src/services/', pathNot: tests },
    to: { path: '^src/libs/(Ids|Logger)[.]ts$', dependencyTypesNot: ['type-only'] },
  },
  room('components-only-render', 'Components get data as props: no service, no environment, no IO.', {
    from: '^src/components/',
    to: [
      '^src/components/',
      '^src/domain/',
      '^src/(locales|styles)/',
      '^src/libs/(I18n|build-mode)[.]ts$',
      pages,
      npm('@tanstack/react-table', 'cmdk', 'nuqs', 'radix-ui', 'recharts'),
    ],
  }),
  room(
    'app-is-a-door',
    'Pages, actions and routes parse, call one service and render; no SDK, table or driver.',
    {
      from: '^src/(app/|proxy[.]ts$)',
      to: [
        '^src/(app|components|services|server|domain|config|locales|styles)/',
        '^src/libs/(Csv|CsvTable|Env|I18n|SecurityPolicy|build-mode|variable-groups)[.]ts$',
        '^src/libs/(auth|payments/core)/',
        npm('next', 'next-intl', 'react', 'react-dom', 'zod', 'geist', '@fontsource[^/]*'),
      ],
      core: true,
    },
  ),
  {
    name: 'app-names-payment-types-only',
    severity: 'error',
    comment:
      'A door may name the words of the payment port, and decides nothing with its code; errors carry their code.',
    from: { path: '^src/app/', pathNot: tests },
    to: { path: '^src/libs/payments/core/payment-(service|types)[.]ts$', dependencyTypesNot: ['type-only'] },
  },
  room('commands-are-doors', 'A command builds its context and calls a service, like a page does.', {
    from: '^src/commands/',
    to: ['^src/(commands|server|services|domain|config)/', '^src/libs/'],
    core: true,
  }),
];

const borders = [
  {
    name: 'server-is-the-composition-root',
    severity: 'error',
    comment: 'Only doors, tests and scripts build a context; everyone else is given one.',
    from: {
      path: '^(src|sandbox)/',
      pathNot: ['^src/(app|commands|server)/', '^src/instrumentation[.]ts$', tests],
    },
    to: { path: '^src/server/' },
  },
  {
    name: 'src-stands-alone',
    severity: 'error',
    comment: 'The product ships without its sandbox, tests, scripts and benchmarks.',
    from: { path: '^src/', pathNot: tests },
    to: { path: '^(sandbox|tests|scripts|bench)/' },
  },
  {
    name: 'sandbox-knows-no-src',
    severity: 'error',
    comment: 'A provider that shared code with the shop would share its mistakes. Types are fine.',
    from: { path: '^sandbox/' },
    to: { path: '^src/', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'scripts-and-sandbox-import-no-tests',
    severity: 'error',
    comment: 'Tests use the tools, not the other way round.',
    from: { path: '^(sandbox|scripts)/', pathNot: tests },
    to: { path: '^(tests|bench)/' },
  },
  {
    name: 'no-test-imported',
    severity: 'error',
    comment: 'What two tests share lives in tests/, under a name of its own.',
    from: {},
    to: { path: tests },
  },
];

const sdks = [
  only('stripe-only-in-its-provider', 'One folder knows Stripe.', {
    packages: ['stripe'],
    within: '^src/libs/payments/providers/stripe/',
  }),
  only('drizzle-only-in-store', 'One folder and the schema know drizzle.', {
    packages: ['drizzle-orm', 'drizzle-kit'],
    within: '^src/(libs/store/postgres|models)/',
  }),
  {
    ...only('postgres-only-in-store', 'One folder opens connections to Postgres.', {
      packages: ['postgres'],
      within: '^src/libs/store/postgres/',
    }),
    from: { path: '^src/', pathNot: ['^src/libs/store/postgres/', tests] },
  },
  only('firebase-only-behind-its-ports', 'One store and the identity of shoppers know Firebase.', {
    packages: ['firebase-admin', '@google-cloud/firestore'],
    within: '^src/libs/(store/firestore|auth)/',
  }),
  only('klaviyo-only-in-its-client', 'One folder knows Klaviyo.', {
    packages: ['klaviyo-api'],
    within: '^src/libs/klaviyo/',
  }),
  only('nodemailer-only-in-its-mailer', 'One folder speaks to mail servers.', {
    packages: ['nodemailer'],
    within: '^src/libs/email/',
  }),
  only('react-email-only-in-templates', 'One folder knows how mails are laid out.', {
    packages: ['@react-email'],
    within: '^src/emails/',
  }),
  only('telemetry-only-behind-its-port', 'One adapter opens spans, and one file sends them.', {
    packages: ['@vercel/otel', '@opentelemetry'],
    within: '^src/(libs/trace/otel-spans|server/tracing)[.]ts$',
  }),
  only(
    'heavy-sdks-load-late',
    'Stripe, Klaviyo, Firebase, the mail client and telemetry are loaded when they are called, so that a webhook starts fast.',
    {
      packages: ['stripe', 'klaviyo-api', 'firebase-admin', 'nodemailer', '@vercel/otel', '@opentelemetry'],
      within: '^$',
      how: { dependencyTypesNot: ['dynamic-import', 'type-only'] },
    },
  ),
  {
    name: 'product-needs-no-dev-dependency',
    severity: 'error',
    comment: 'What the running product imports is among its dependencies.',
    from: { path: '^src/', pathNot: tests },
    to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
  },
];

const order = [
  {
    name: 'no-cycles',
    severity: 'error',
    comment:
      'Two modules that need each other are one module or three. Cycles made of types alone do not run.',
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
  {
    name: 'no-orphans',
    severity: 'error',
    comment: 'A module that imports nothing and that nobody imports is left over.',
    from: {
      orphan: true,
      path: '^(src|sandbox)/',
      pathNot: [tests, '^src/app/', String.raw`\.(css|json)$`],
    },
    to: {},
  },
  {
    name: 'no-unresolvable',
    severity: 'error',
    comment: 'An import that leads nowhere hides from every other rule.',
    from: {},
    to: { couldNotResolve: true },
  },
];

export default {
  forbidden: [...rooms, ...borders, ...sdks, ...order],
  options: {
    // TypeScript 7 has no compiler API to parse with; swc reads the sources as they are.
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^bench/(peer|lighthouse)/', '[.]d[.]m?ts$', '^[.]next/'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css'],
    },
  },
};
