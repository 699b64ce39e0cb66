import * as fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Store } from '#libs/store/store.ts';
import { type Product, startProduct } from '#scripts/product.ts';
import { isBuilt } from '#scripts/production-build.ts';
import { SetupError } from '#scripts/setup-error.ts';
import { signed } from '#tests/factories.ts';
import { refuseLeaks } from '#tests/leaks.ts';
import { type StoreLine, startStoreLine } from '#tests/setup/store-line.ts';
import { environmentOf, openStoreAt } from '#tests/setup/store-place.ts';
import { type CreatePlace, createPostgresPlace } from '#tests/setup/stores.ts';
import { type SandboxControl, sandboxControl } from '#tests/soak/sandbox-control.ts';

/** The production build at work, with everything around it in reach. */
export type TestShop = {
  readonly url: string;
  readonly product: Product;
  readonly sandbox: SandboxControl;
  /** Between the shop and its database. */
  readonly line: StoreLine;
  /** The same database, past that line. */
  readonly store: Store;
  /** Every line the shop has written so far. */
  readonly output: () => string;
  /** Delivers a body with a genuine, fresh signature, or with one that is spoiled as told; on behalf of a trace where one is given. */
  deliver(body: unknown, spoil?: Spoil): Promise<Response>;
  /** Rejects when the shop wrote a secret, or anything about a shopper, to its log. */
  stop(): Promise<void>;
};

export type Spoil = {
  ageSeconds?: number;
  secret?: string;
  headers?: Record<string, string>;
  traceparent?: string;
};

/** Starts the built shop on a database of its own, Postgres unless told otherwise. Throws SetupError when the build is not of these sources. */
export async function startTestShop(
  env: Record<string, string> = {},
  createPlace: CreatePlace = createPostgresPlace,
): Promise<TestShop> {
  if (!isBuilt())
    throw new SetupError('These tests need the production build of these sources: npm run build');
  const database = await createPlace();
  const line = await startStoreLine(database.place);
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'rolitt-http-'));
  const lines: string[] = [];
  const product = await startProduct({
    dataDir,
    env: { ...environmentOf(line.place), ...env },
    onLine: (program, line) => program === 'shop' && lines.push(line),
  });
  const store = openStoreAt(database.place, { poolSize: 2 });
  // The first one is the endpoint's, the second the command line's.
  const [secret = ''] = (product.env.STRIPE_WEBHOOK_SECRET ?? '').split(',');
  const shop: TestShop = {
    url: product.shopUrl,
    product,
    sandbox: sandboxControl(product.sandboxUrl ?? ''),
    line,
    store,
    output: () => lines.join('\n'),
    deliver(body, spoil = {}) {
      const given = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
      const at = Math.floor(Date.now() / 1000) - (spoil.ageSeconds ?? 0);
      const delivery = signed(given, { at, secret: spoil.secret ?? secret });
      return fetch(`${product.shopUrl}/api/webhooks/stripe`, {
        method: 'POST',
        body: Buffer.from(delivery.body),
        headers: {
          ...(spoil.headers ?? Object.fromEntries(delivery.headers)),
          ...(spoil.traceparent ? { traceparent: spoil.traceparent } : {}),
        },
      });
    },
    async stop() {
      await store.close();
      await product.stop();
      await line.close();
      await database.drop();
      fs.rmSync(dataDir, { recursive: true, force: true });
      refuseLeaks(lines, product.env);
    },
  };
  // The first question loads the client of the database, which is nothing to be measured.
  for (let tries = 0; tries < 20 && !(await ping(shop, 'outbox')).ok; tries++);
  return shop;
}

/** Calls one of the cron doors as a pinger does, with the given Authorization header or the right one. */
export function ping(
  { product, url }: TestShop,
  job: string,
  authorization?: string | null,
): Promise<Response> {
  const given = authorization === undefined ? `Bearer ${product.env.CRON_SECRET}` : authorization;
  return fetch(`${url}/api/cron/${job}`, given === null ? {} : { headers: { authorization: given } });
}
