/** `npm run test:firefox`: a purchase in a stock Firefox, with and without JavaScript. Says so where there is no Firefox. */
import * as fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startProduct } from '#scripts/product.ts';
import { runMain } from '#scripts/setup-error.ts';
import { openBidi } from './bidi.ts';
import { findFirefox, startFirefox } from './firefox.ts';
import { Key, openTab, type Tab } from './tab.ts';

const say = (line: string) => void process.stdout.write(`firefox: ${line}\n`);

async function main(): Promise<void> {
  const program = findFirefox();
  if (program === undefined) return say('not run, none is installed; FIREFOX_PATH may name one');
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'rolitt-firefox-shop-'));
  fs.chmodSync(dataDir, 0o711);
  const product = await startProduct({ dataDir, build: true });
  try {
    for (const javaScriptEnabled of [true, false])
      for (const width of [1280, 320]) await visit(program, product.shopUrl, { javaScriptEnabled, width });
  } finally {
    await product.stop();
    fs.rmSync(dataDir, { recursive: true, force: true });
  }
}

type Way = { javaScriptEnabled: boolean; width: number };

async function visit(program: string, shopUrl: string, { javaScriptEnabled, width }: Way): Promise<void> {
  const firefox = await startFirefox(program, { javaScriptEnabled });
  const bidi = await openBidi(firefox.address);
  try {
    await purchase(await openTab(bidi, width), shopUrl);
    say(`a purchase ${javaScriptEnabled ? 'with' : 'without'} JavaScript at ${width} px`);
  } finally {
    bidi.close();
    await firefox.stop();
  }
}

/** Chooses a colour, a quantity and a country; pays; reads the confirmation; loads it again. */
async function purchase(tab: Tab, shopUrl: string): Promise<void> {
  await tab.open(`${shopUrl}/?color=red`);
  await tab.click('input[name=color][value=sakura-pink]');
  await tab.reads('Preorder – 299.00\u00a0USD');
  await tab.click('input[name=quantity][value="2"]');
  await tab.type(`${Key.tab}Norway`);
  await tab.reads('free from 500.00\u00a0USD up');
  await tab.reads('Preorder – 598.00\u00a0USD');
  await tab.click('.buy button[type=submit]');
  await tab.arrives(/\/c\/pay\/cs_/);
  await tab.click('.tests button[value=pay]');
  const result = await tab.arrives(/\/checkout\/result\?session_id=cs_/);
  await tab.reads('We have your 598.00\u00a0USD.');
  await tab.open(result);
  await tab.reads('Sakura Pink is yours.');
}

await runMain(main);
