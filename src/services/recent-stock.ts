import type { Offer, StockLimit } from '#domain/offer.ts';
import { freeNumbers } from '#domain/stock-taking.ts';
import type { AppContext } from './app-context.ts';
import { searchUnits } from './look-at-units.ts';
import { withinDeadline } from './within-deadline.ts';

/** How long a look is good for, and how long a page waits for a new one, milliseconds. */
const goodForMs = 10_000;
const patienceMs = 1_000;

/** How many of a limited colour are left; a number only where they are few. */
export type StockLevel = number | 'plenty' | 'unknown';
/** By the colour's id; a colour that is not limited is not in it. */
export type StockLevels = ReadonlyMap<string, StockLevel>;

type Look = { readonly at: number; readonly levels: Promise<StockLevels> };
const looks = new WeakMap<AppContext['catalog'], Look>();

/**
 * What is left of an offer's limited colours, as of the last seconds, so that a crowd at the page is not a crowd at the
 * store. Asks nobody for an offer without limits. Never throws.
 */
export async function recentStock(app: AppContext, offer: Offer): Promise<StockLevels> {
  const limited = offer.variants.flatMap(({ id, stock }) => (stock === null ? [] : [{ id, stock }]));
  if (limited.length === 0) return new Map();
  const now = app.clock.now().getTime();
  const last = looks.get(app.catalog);
  if (last && now - last.at < goodForMs) return last.levels;
  const levels = Promise.all(
    limited.map(
      async ({ id, stock }) => [id, await levelOf(app, { sku: offer.sku, color: id, limit: stock })] as const,
    ),
  ).then((entries) => new Map(entries));
  looks.set(app.catalog, { at: now, levels });
  return levels;
}

/** Has the next page look anew: somebody was just told that the page is wrong. */
export const forgetStock = ({ catalog }: Pick<AppContext, 'catalog'>): void => void looks.delete(catalog);

type Pool = { readonly sku: string; readonly color: string; readonly limit: StockLimit };

async function levelOf(app: AppContext, pool: Pool): Promise<StockLevel> {
  const { fewLeft } = pool.limit;
  const now = app.clock.now();
  try {
    const search = searchUnits(app, pool, { count: fewLeft + 1, buffer: false, now });
    const free = freeNumbers(await withinDeadline(search, patienceMs), now).length;
    return free > fewLeft ? 'plenty' : free;
  } catch (error) {
    app.log.warn({ error, color: pool.color }, 'the page goes without the stock');
    return 'unknown';
  }
}
