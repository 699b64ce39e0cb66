/** Finds a Chromium for whatever has to be drawn or looked at, wherever that runs. */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';

/** What keeps the browser from calling home, and lets it start in a container. */
export const chromiumArguments = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * Answers the browser to use: the one CHROME_PATH names, an installed one, or the one that npm brought on Linux;
 * nothing where Playwright has to use its own. Throws when none of them can be had.
 */
export async function findChromium(): Promise<string | undefined> {
  const named = process.env.CHROME_PATH ?? installed.find((file) => fs.existsSync(file));
  if (named) return named;
  if (process.platform === 'linux' && process.arch === 'x64') return unpackedChromium();
  installPlaywrightBrowser();
  return undefined;
}

/** Unpacks into a folder of its own: in the shared one an interrupted run would leave half a browser to everybody. */
async function unpackedChromium(): Promise<string> {
  const user = process.getuid?.() ?? 'user';
  const folder = path.join(os.tmpdir(), `rolitt-chromium-153-${user}`);
  const ready = path.join(folder, 'complete');
  const shared = process.env.TMPDIR;
  if (!fs.existsSync(ready)) fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  // The package unpacks into whatever the operating system calls its temporary folder.
  process.env.TMPDIR = folder;
  try {
    const { default: chromium, inflate } = await import('@sparticuz/chromium');
    const browser = await chromium.executablePath();
    if (!starts(browser)) await bringLibraries(folder, inflate);
    fs.writeFileSync(ready, '');
    return browser;
  } finally {
    if (shared === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = shared;
  }
}

const starts = (browser: string): boolean => spawnSync(browser, ['--no-sandbox', '--version']).status === 0;

/** A bare image may lack the libraries the browser is linked against; the package carries them along. */
async function bringLibraries(folder: string, inflate: (file: string) => Promise<string>): Promise<void> {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const archive = path.join(path.dirname(path.dirname(entry)), 'bin', 'al2023.tar.br');
  const libraries = path.join(folder, 'al2023', 'lib');
  if (!fs.existsSync(libraries)) await inflate(archive);
  process.env.LD_LIBRARY_PATH = [libraries, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
}

function installPlaywrightBrowser(): void {
  const program = createRequire(import.meta.url).resolve('@playwright/test/cli');
  const result = spawnSync(process.execPath, [program, 'install', 'chromium'], { encoding: 'utf8' });
  if (result.status !== 0) {
    throw new Error(`No Chromium was found and none could be fetched; set CHROME_PATH.\n${result.stderr}`);
  }
}
