/** Starts the whole product once for the browser tests, on free ports and an empty database. */
import * as fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startProduct } from '#scripts/product.ts';
import { storeKind } from '#scripts/store-kind.ts';

/** Answers how to stop it; their addresses travel to the workers in the environment. */
export default async function startForBrowserTests(): Promise<() => Promise<void>> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rolitt-e2e-'));
  // Root runs the database as somebody else, who has to be able to enter.
  fs.chmodSync(folder, 0o711);
  const log = fs.createWriteStream(path.join(folder, 'product.log'));
  const product = await startProduct({
    dataDir: folder,
    build: true,
    // Chosen by whoever runs the tests: E2E_STORE=firestore.
    store: storeKind(process.env.E2E_STORE),
    onLine: (program, line) => log.write(`${program} | ${line}\n`),
  });
  process.env.E2E_SHOP_URL = product.shopUrl;
  return async () => {
    await product.stop();
    log.end();
    fs.rmSync(folder, { recursive: true, force: true });
  };
}
