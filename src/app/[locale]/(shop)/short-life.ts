import { unstable_cache } from 'next/cache';

/** Seconds a page is shown again before it is made anew when what it says runs out. */
const seconds = 20;

/**
 * Whatever a page waits for in this cache shortens its own life; the value is nothing, so nothing can be out of date.
 * https://nextjs.org/docs/app/api-reference/functions/unstable_cache
 */
export const shortLife = unstable_cache(async () => null, ['short-life'], { revalidate: seconds });
