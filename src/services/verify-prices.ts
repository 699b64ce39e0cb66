import { insert } from '#domain/changes.ts';
import {
  type DriftReport,
  driftReports,
  findDrift,
  type PriceDrift,
  priceIdsOf,
} from '#domain/price-drift.ts';
import type { AppContext } from './app-context.ts';
import { withinDeadline } from './within-deadline.ts';

/** The colours whose provider price is not the catalogue's. Throws PaymentError when the provider cannot be asked. */
async function driftedPrices(
  app: Pick<AppContext, 'catalog' | 'payments' | 'clock'>,
): Promise<readonly PriceDrift[]> {
  if (!app.payments.has('stripe')) return [];
  const { prices } = app.payments.provider('stripe');
  if (!prices) return [];
  const drift = findDrift(app.catalog, await prices.fetch(priceIdsOf(app.catalog)));
  comparisons.set(app.catalog, { at: app.clock.now().getTime(), drift: Promise.resolve(drift) });
  return drift;
}

/** How long a comparison is good for, and how long a page waits for a new one, milliseconds. */
const goodForMs = 60_000;
const patienceMs = 1_000;

type Comparison = { readonly at: number; readonly drift: Promise<readonly PriceDrift[]> };
const comparisons = new WeakMap<AppContext['catalog'], Comparison>();

/**
 * The colours that drifted as of the last minute. A form that is refused shows its page again: that must neither wait
 * for a provider in trouble nor let a flood of bad forms become a flood of calls. Never throws; no answer is no drift.
 */
export function recentDrift(app: AppContext): Promise<readonly PriceDrift[]> {
  const now = app.clock.now().getTime();
  const last = comparisons.get(app.catalog);
  if (last && now - last.at < goodForMs) return last.drift;
  const before = last?.drift ?? [];
  const drift = driftedPrices(app).catch((error) => {
    app.log.warn({ error }, 'prices could not be compared; the page shows the catalogue');
    return before;
  });
  // The very first one is waited for: there is nothing else to show yet.
  const soonest = last ? withinDeadline(drift, patienceMs, () => before) : drift;
  comparisons.set(app.catalog, { at: now, drift: soonest });
  return soonest;
}

/** Compares page and charge, and raises an alert for every colour that drifted; the pages close it by themselves. */
export async function verifyPrices(app: AppContext): Promise<readonly DriftReport[]> {
  const reports = driftReports(await driftedPrices(app));
  for (const { sku, variant, priceId, drift, sentence } of reports) {
    const currencies = drift.map(({ currency }) => currency);
    app.log.error({ code: 'price_drift', variant, price_id: priceId, currencies }, sentence);
    await app.store.commit({
      log: null,
      changes: [
        insert('activity_logs', {
          id: app.ids.newId(),
          subject_type: 'catalog',
          subject_id: `${sku}:${variant}`,
          action: 'price.drifted',
          actor: 'system',
          level: 'error',
          message: sentence,
          error_code: 'price_drift',
          data: { price_id: priceId, drift },
          created_at: app.clock.now(),
        }),
      ],
    });
  }
  return reports;
}
