import type { Page } from '@playwright/test';
import axe from 'axe-core';

declare global {
  interface Window {
    axe?: typeof axe;
  }
}

/** What axe finds wrong with a page as it looks now, and where. */
export async function violations(page: Page): Promise<string[]> {
  // From outside the page, so that its policy on scripts has no say in it; once for as long as the page is open.
  if (await page.evaluate(() => window.axe === undefined)) await page.evaluate(axe.source);
  return page.evaluate(async () => {
    // Only what is wrong is described in full: most of what a page is made of is right.
    const found = await window.axe?.run(document, { resultTypes: ['violations'] });
    if (!found || found.passes.length === 0) return ['axe looked at nothing'];
    return found.violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
    );
  });
}

/** By how many pixels a page is wider than its window. */
export const sideways = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
