/** `npm run bench`: every measure in one run. `--only=pipeline,peer` is a choice, and the others keep their results; `--quick` is a smoke test and writes none. */
import os from 'node:os';
import { parseArgs } from 'node:util';
import { loadTool } from './load.ts';
import { measureCheckout } from './measures/checkout.ts';
import { measureImportTime } from './measures/import-time.ts';
import { measureNextRoute } from './measures/next-route.ts';
import { measurePeer } from './measures/peer.ts';
import { measurePipeline } from './measures/pipeline.ts';
import { measureProductPage } from './measures/product-page.ts';
import { circumstances, table, writeResults } from './report.ts';
import type { Result } from './result.ts';
import { openShop, type Shop } from './shop.ts';
import { openStand, type Stand } from './stand.ts';

type Measure = (stand: Stand, shop: () => Promise<Shop>) => Promise<Result[]>;

const measures: Readonly<Record<string, Measure>> = {
  route: async (stand, shop) => measureNextRoute(stand, await shop()),
  pipeline: measurePipeline,
  peer: measurePeer,
  checkout: async (stand, shop) => measureCheckout(stand, await shop()),
  import: measureImportTime,
  page: async (_, shop) => measureProductPage(await shop()),
};

const { values } = parseArgs({ options: { quick: { type: 'boolean' }, only: { type: 'string' } } });
const chosen = values.only?.split(',') ?? Object.keys(measures);
const stand = await openStand({ quick: values.quick === true });
/** How many programs wanted a core in the minute before: figures of a busy machine are no better than they have to be. */
const busy = os.loadavg()[0] ?? 0;
const results: Result[] = [];
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void stand.close().finally(() => process.exit(130)));
}
try {
  let opened: Promise<Shop> | undefined;
  const shop = () => (opened ??= openShop(stand));
  for (const name of chosen) {
    console.log(`measuring: ${name}`);
    results.push(...((await measures[name]?.(stand, shop)) ?? []));
  }
  console.log(`\n${table(results)}\n`);
  if (!values.quick) {
    const load = loadTool();
    const about = circumstances(stand.databases.version, load === 'wrk' ? load : `${load} (no wrk here)`);
    writeResults(results, { ...about, busy });
    console.log('Written to bench/results.md and bench/results.json.');
  }
} finally {
  await stand.close();
}
