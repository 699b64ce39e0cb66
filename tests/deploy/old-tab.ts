/**
 * `npm run test:deploy`: a page of one build is kept open while another build takes its place, and its form is sent then.
 * Two production builds with the same key, so it takes minutes and is no part of `npm test`.
 */
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { freePort } from '#scripts/ports.ts';
import type { Product, startProduct } from '#scripts/product.ts';
import { runMain } from '#scripts/setup-error.ts';
import { plainBrowser } from '#tests/http/plain-browser.ts';

const root = path.join(import.meta.dirname, '../..');
const notCopied = new Set(['.git', '.next', '.data', '.node', 'node_modules', 'test-results']);
const say = (line: string) => void process.stdout.write(`deploy: ${line}\n`);

async function main(): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rolitt-deploy-'));
  fs.chmodSync(folder, 0o711);
  // Next takes the key from the environment, both for building and for serving.
  process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY = randomBytes(32).toString('base64');
  try {
    const [before, after] = ['before', 'after'].map((name) => copyTree(path.join(folder, name)));
    changeSources(after ?? '');
    await keepTabOpen({ before: before ?? '', after: after ?? '', dataDir: path.join(folder, 'data') });
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function keepTabOpen(folders: { before: string; after: string; dataDir: string }): Promise<void> {
  const ports = { shop: await freePort(), sandbox: await freePort() };
  const open = async (tree: string): Promise<Product> => {
    const program = pathToFileURL(path.join(tree, 'scripts/product.ts')).href;
    const its: { startProduct: typeof startProduct } = await import(program);
    return its.startProduct({ dataDir: folders.dataDir, ports, build: true, report: say });
  };
  const browser = plainBrowser();
  const old = await open(folders.before);
  const tab = await browser.open(`${old.shopUrl}/?color=red`);
  await old.stop();
  const fresh = await open(folders.after);
  try {
    const shown = await plainBrowser().open(`${fresh.shopUrl}/?color=red`);
    if (!shown.html.includes(marker))
      throw new Error('The second build serves the sources of the first one.');
    const landed = await browser.submit(tab, { quantity: '2' });
    if (!landed.url.includes('/c/pay/'))
      throw new Error(`The old form led to ${landed.url} (${landed.status}).`);
    say('the form of the old build leads to the payment page of the new one');
  } finally {
    await fresh.stop();
  }
}

const marker = 'Changed by a deploy';

/** A text and the action's own file: both bundles are other ones. */
function changeSources(tree: string): void {
  const texts = path.join(tree, 'src/locales/en.json');
  const { frame, ...rest } = JSON.parse(fs.readFileSync(texts, 'utf8'));
  fs.writeFileSync(texts, JSON.stringify({ ...rest, frame: { ...frame, help: marker } }));
  fs.appendFileSync(path.join(tree, 'src/app/actions/handle-checkout.ts'), `\nconsole.info('${marker}');\n`);
}

/** The sources as they are, with the packages linked instead of copied. */
function copyTree(tree: string): string {
  fs.cpSync(root, tree, { recursive: true, filter: (from) => !notCopied.has(path.relative(root, from)) });
  linkTree(path.join(root, 'node_modules'), path.join(tree, 'node_modules'));
  return tree;
}

function linkTree(from: string, to: string): void {
  fs.mkdirSync(to, { recursive: true });
  for (const entry of fs.readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.isDirectory()) linkTree(source, target);
    else if (entry.isSymbolicLink()) fs.symlinkSync(fs.readlinkSync(source), target);
    else linkOrCopy(source, target);
  }
}

function linkOrCopy(source: string, target: string): void {
  try {
    fs.linkSync(source, target);
  } catch {
    // Another disk, or a file system without links.
    fs.copyFileSync(source, target);
  }
}

await runMain(main);
