import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createGenerator, type Schema } from 'ts-json-schema-generator';
import { requestTypes } from '#sandbox/stripe/request-types.ts';

/**
 * Writes `generated/request-schemas.json` from the parameter types of the installed `stripe` package.
 * Run it after every upgrade of that package: `node sandbox/stripe/generate-request-schemas.ts`.
 */
function main(): void {
  const stripeRoot = dirname(dirname(createRequire(import.meta.url).resolve('stripe')));
  const { version } = JSON.parse(readFileSync(join(stripeRoot, 'package.json'), 'utf8'));
  // The scratch copy lies under node_modules, where the package's own imports resolve.
  const scratch = mkdtempSync(join(dirname(stripeRoot), '.stripe-types-'));
  try {
    const schema = prune(generate(copyTypes(join(stripeRoot, 'esm'), scratch)));
    write({
      $comment: `Generated from stripe ${version} by sandbox/stripe/generate-request-schemas.ts. Do not edit.`,
      ...schema,
    });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Copies the declarations and closes their open ends: no other enum value, and decimals travel as text. */
function copyTypes(esm: string, scratch: string): string {
  cpSync(esm, scratch, { recursive: true, filter: (path) => !/\.(js|map)$/.test(path) });
  const shared = join(scratch, 'shared.d.ts');
  writeFileSync(
    shared,
    readFileSync(shared, 'utf8')
      .replace('export type OtherString = string & Record<never, never>;', 'export type OtherString = never;')
      .replace(/^import .*Decimal.*$/m, ''),
  );
  writeFileSync(
    join(scratch, 'Decimal.d.ts'),
    'export type Decimal = string;\nexport declare const Decimal: unique symbol;\n',
  );
  const lines = requestTypes.map((name) => `  '${name}': Stripe.${name};`);
  const entry = join(scratch, 'requests.ts');
  writeFileSync(
    entry,
    `import type { Stripe } from './stripe.core.js';\nexport interface Requests {\n${lines.join('\n')}\n}\n`,
  );
  return entry;
}

function generate(entry: string): Schema {
  return createGenerator({
    path: entry,
    type: 'Requests',
    skipTypeCheck: true,
    expose: 'export',
    jsDoc: 'none',
    encodeRefs: false,
    tsconfig: tsconfigBeside(entry),
  }).createSchema('Requests');
}

function tsconfigBeside(entry: string): string {
  const path = join(dirname(entry), 'tsconfig.json');
  const compilerOptions = {
    strict: true,
    module: 'nodenext',
    moduleResolution: 'nodenext',
    skipLibCheck: true,
    types: ['node'],
  };
  writeFileSync(path, JSON.stringify({ compilerOptions, files: [entry] }));
  return path;
}

/** Parts the sandbox does not look into: any value passes, which halves the file. */
const unchecked =
  /^(PaymentIntent|Subscription)\w+Params\.(PaymentMethodOptions|PaymentMethodData|PaymentSettings|PaymentDetails)$/;

function prune(schema: Schema): Schema {
  const definitions = new Map<string, unknown>();
  const keep = (name: string): void => {
    if (definitions.has(name)) return;
    definitions.set(name, {});
    if (!unchecked.test(name)) definitions.set(name, withCleanRefs(schema.definitions?.[name], keep));
  };
  keep('Requests');
  const named = [...definitions].map(([name, definition]) => [cleanName(name), definition]);
  const distinct = new Set(named.map(([name]) => name)).size;
  if (distinct !== named.length) throw new Error('Two definitions fell under one name.');
  return { definitions: Object.fromEntries(named) };
}

function withCleanRefs(definition: unknown, keep: (name: string) => void): unknown {
  return JSON.parse(JSON.stringify(definition), (key, value) => {
    if (key !== '$ref' || typeof value !== 'string') return value;
    const name = value.slice('#/definitions/'.length);
    keep(name);
    return `#/definitions/${cleanName(name)}`;
  });
}

/** Generic names such as `Emptyable<"manual">` are no use in a reference; `[]` has to stay apart from nothing. */
const cleanName = (name: string): string => name.replaceAll('[]', '_list').replaceAll(/[^\w.]+/g, '_');

function write(schema: object): void {
  const folder = join(import.meta.dirname, 'generated');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'request-schemas.json');
  writeFileSync(path, `${JSON.stringify(schema, null, 2)}\n`);
  const biome = createRequire(import.meta.url).resolve('@biomejs/biome/bin/biome');
  execFileSync(process.execPath, [biome, 'format', '--write', path], { stdio: 'inherit' });
}

main();
