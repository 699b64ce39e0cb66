import { defineConfig, devices } from '@playwright/test';
import { chromiumArguments, findChromium } from '#scripts/chromium.ts';

const executablePath = await findChromium();

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  globalSetup: './tests/setup/e2e-global.ts',
  // One more than the processors of a small machine: a page often waits for the shop, or for an animation.
  workers: 3,
  // A test that only passes sometimes is a failure to look at, not to repeat.
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: {
    // Set by the global set-up, before the workers read this file.
    ...(process.env.E2E_SHOP_URL ? { baseURL: process.env.E2E_SHOP_URL } : {}),
    launchOptions: { args: chromiumArguments, ...(executablePath ? { executablePath } : {}) },
    screenshot: 'only-on-failure',
    // What failed is there as a picture and in words; recording every step of every test costs a third of the time.
    // `npx playwright test --trace=retain-on-failure` does it.
    trace: 'off',
  },
  projects: [
    { name: 'desktop', use: { ...devices['Desktop Chrome'] } },
    // Pixel is a Chromium phone: width, touch and user agent change, the browser does not. The walk has sizes of its own,
    // and the console shows there that its frame and every area fit.
    {
      name: 'phone',
      // Drawn by the processor, its 2.6 dots per pixel would be seven times the work, and no test looks at dots.
      use: { ...devices['Pixel 7'], deviceScaleFactor: 1 },
      testIgnore: [/walk\.spec\.ts$/, /console\/(?!frame)\w+\.spec\.ts$/],
    },
  ],
});
