/** How pages are photographed: on a phone and a desktop, light and dark, and where the pictures go. */
import path from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from '@playwright/test';

const root = path.dirname(import.meta.dirname);
/** Every picture, whole. */
export const everything = path.join(root, 'screenshots');
/** The first screen of those that readers of the documentation see. */
const shown = path.join(root, 'docs', 'screenshots');

const sizes = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } } as const;
const themes = ['light', 'dark'] as const;
export type Look = { readonly size: keyof typeof sizes; readonly theme: (typeof themes)[number] };
export const looks: readonly Look[] = (['phone', 'desktop'] as const).flatMap((size) =>
  themes.map((theme) => ({ size, theme })),
);

/** What a browser remembers, or the file it is kept in. */
export type Remembered = NonNullable<BrowserContextOptions['storageState']>;

/** A browser that looks so, with what another one remembers. */
export const lookingAt = (
  browser: Browser,
  { size, theme }: Look,
  state?: Remembered,
): Promise<BrowserContext> =>
  browser.newContext({
    viewport: sizes[size],
    colorScheme: theme,
    reducedMotion: 'reduce',
    ...(state === undefined ? {} : { storageState: state }),
  });

/** Photographs the whole page, and its first screen too when readers see it. */
export async function shoot(
  page: Page,
  url: string,
  { name, isShown }: { name: string; isShown: boolean },
): Promise<void> {
  await page.goto(url, { waitUntil: 'networkidle' });
  if (isShown) await page.screenshot({ path: path.join(shown, `${name}.png`) });
  // Pictures further down are loaded when they come near.
  for (const image of await page.locator('img[loading=lazy]:visible').all())
    await image.scrollIntoViewIfNeeded();
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: path.join(everything, `${name}.png`), fullPage: true });
}
