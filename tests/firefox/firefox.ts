/** Finds and starts a stock Firefox. */
import { type ChildProcess, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const installed = [
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  '/snap/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
];

/** The Firefox that FIREFOX_PATH names, or an installed one. */
export const findFirefox = (): string | undefined =>
  process.env.FIREFOX_PATH ?? installed.find((file) => fs.existsSync(file));

export type Firefox = {
  /** Where it listens for WebDriver BiDi. */
  readonly address: string;
  stop(): Promise<void>;
};

const patienceMs = 60_000;

/** Starts it without a window and with a profile of its own. Rejects when it does not say where it listens. */
export async function startFirefox(
  program: string,
  { javaScriptEnabled }: { javaScriptEnabled: boolean },
): Promise<Firefox> {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'rolitt-firefox-'));
  fs.writeFileSync(path.join(profile, 'user.js'), preferences(javaScriptEnabled));
  const child = spawn(
    program,
    ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port=0'],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  const stop = async (): Promise<void> => {
    if (child.exitCode === null) {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill();
      await gone;
    }
    fs.rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    return { address: await addressOf(child), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Nothing is asked, fetched or reported by itself. */
const preferences = (javaScriptEnabled: boolean): string =>
  [
    ['javascript.enabled', javaScriptEnabled],
    ['app.update.disabledForTesting', true],
    ['datareporting.policy.dataSubmissionEnabled', false],
    ['browser.shell.checkDefaultBrowser', false],
    ['intl.accept_languages', 'en'],
  ]
    .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
    .join('');

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const timer = setTimeout(() => reject(new Error(`Firefox did not start: ${said}`)), patienceMs);
    child.once('exit', (code) => reject(new Error(`Firefox ended with ${code}: ${said}`)));
    child.stderr?.on('data', (chunk) => {
      said += chunk;
      const [, address] = /BiDi listening on (ws:\S+)/.exec(said) ?? [];
      if (address === undefined) return;
      clearTimeout(timer);
      resolve(address);
    });
  });
}
