import { type Browser, type CDPSession, chromium, type Page } from '@playwright/test';
import { chromiumArguments, findChromium } from '#scripts/chromium.ts';
import { atMost, type Result } from '../result.ts';
import { lighthouseOpinion } from '../second-opinion.ts';
import type { Shop } from '../shop.ts';
import { watchPage } from '../watch-page.ts';

/** Slow 4G and a mid phone, as Lighthouse has them: https://github.com/GoogleChrome/lighthouse/blob/main/docs/throttling.md */
const slow4G = {
  latency: 150,
  downloadThroughput: 1_638_400 / 8,
  uploadThroughput: 768_000 / 8,
  offline: false,
};
const midPhone = 4;
const rounds = 5;

type Visit = { readonly lcp: number; readonly cls: number; readonly inp: number };

/** The product page as a shopper on a phone meets it, in a real browser, and how much script it brings. */
export async function measureProductPage({ url }: Shop): Promise<Result[]> {
  const executablePath = await findChromium();
  const port = 9_300 + (process.pid % 500);
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: [...chromiumArguments, `--remote-debugging-port=${port}`],
  });
  try {
    const empty = await scriptBytes(browser, `${url}/a-page-that-is-not-there`);
    const full = await scriptBytes(browser, url);
    const visits: Visit[] = [];
    for (let round = 0; round < rounds; round++) visits.push(await visit(browser, url));
    const [lcp, cls, inp] = (['lcp', 'cls', 'inp'] as const).map((name) =>
      median(visits.map((each) => each[name])),
    );
    const opinion = await lighthouseOpinion(url, port);
    const kib = (bytes: number) => `${(bytes / 1024).toFixed(1)} KiB`;
    const paced = `median of ${rounds} visits, 390 px, slow 4G, processor slowed ${midPhone} times`;
    return [
      atMost(
        'product page: script over an empty page of the same build, gzip',
        15,
        { value: (full - empty) / 1024, unit: 'KiB' },
        `${kib(full)} against ${kib(empty)}`,
      ),
      atMost(
        'product page: script ÷ an empty page of the same build',
        1.1,
        { ratio: full / empty },
        'as sent, gzip',
      ),
      atMost(
        'product page: largest contentful paint',
        1.8,
        { value: (lcp ?? 0) / 1000, unit: 's' },
        `${paced}; ${opinion}`,
      ),
      atMost('product page: layout shift', 0.02, { value: cls ?? 0, unit: '' }, paced),
      atMost(
        'product page: interaction to next paint',
        100,
        { value: inp ?? 0, unit: 'ms' },
        `${paced}; every colour chosen once`,
      ),
    ];
  } finally {
    await browser.close();
  }
}

/** How many bytes of script a page loads, as sent. */
async function scriptBytes(browser: Browser, url: string): Promise<number> {
  const page = await browser.newPage();
  try {
    await page.goto(url, { waitUntil: 'networkidle' });
    return await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .filter(({ name }) => new URL(name).pathname.endsWith('.js'))
        .reduce((sum, entry) => sum + (entry as PerformanceResourceTiming).encodedBodySize, 0),
    );
  } finally {
    await page.close();
  }
}

async function visit(browser: Browser, url: string): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    isMobile: true,
  });
  const page = await context.newPage();
  try {
    await slowDown(await context.newCDPSession(page));
    await page.addInitScript(watchPage);
    await page.goto(url, { waitUntil: 'networkidle' });
    const { lcp, cls } = await page.evaluate(() => window.watched);
    await chooseEveryColour(page);
    const { inp } = await page.evaluate(() => window.watched);
    return { lcp, cls, inp };
  } finally {
    await context.close();
  }
}

async function slowDown(session: CDPSession): Promise<void> {
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', slow4G);
  await session.send('Emulation.setCPUThrottlingRate', { rate: midPhone });
}

async function chooseEveryColour(page: Page): Promise<void> {
  for (const option of await page.locator('label:has(input[type=radio][name=color])').all()) {
    await option.click();
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0))));
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
