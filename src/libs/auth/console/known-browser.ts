import { readSignedValue, signValue } from '../signed-value.ts';

/** How long a browser is known after the last sign-in in it, seconds. */
export const knownSeconds = 180 * 24 * 3600;

/** A browser in which somebody signed in by password before; `id` stands for it alone. */
export type KnownBrowser = { readonly name: string; readonly id: string };

type Seal = { readonly secret: string; readonly now: Date };

/** What the browser keeps. It opens nothing: its tries are counted apart from everybody else's, and that is all. */
export const sealKnownBrowser = (browser: KnownBrowser, seal: Seal): Promise<string> =>
  signValue(browser, { purpose: 'console_browser', ...seal }, knownSeconds);

/** The id of the browser when `name` signed in there before; null when the cookie is forged, old, or somebody else's. */
export async function knownBrowserOf(cookie: string, name: string, seal: Seal): Promise<string | null> {
  const value = await readSignedValue(cookie, { purpose: 'console_browser', ...seal });
  return value?.name === name && typeof value.id === 'string' ? value.id : null;
}
