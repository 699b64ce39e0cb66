import { insert } from '#domain/changes.ts';
import { findDrift, type PriceDrift, priceIdsOf } from '#domain/price-drift.ts';
import type { AppContext } from './app-context.ts';

/** The colours whose provider price is not the catalogue's. Throws PaymentError when the provider cannot be asked. */
export async function driftedPrices(
  app: Pick<AppContext, 'catalog' | 'payments'>,
): Promise<readonly PriceDrift[]> {
  if (!app.payments.has('stripe')) return [];
  const { prices } = app.payments.provider('stripe');
  if (!prices) return [];
  return findDrift(app.catalog, await prices.fetch(priceIdsOf(app.catalog)));
}

/** Compares page and charge, and raises an alert for every colour that drifted; the pages close it by themselves. */
export async function verifyPrices(app: AppContext): Promise<readonly PriceDrift[]> {
  const drifted = await driftedPrices(app);
  for (const drift of drifted) {
    const message = sentenceOf(drift);
    app.log.error({ code: 'price_drift', variant: drift.variant, price_id: drift.priceId }, message);
    await app.store.commit({
      log: null,
      changes: [
        insert('activity_logs', {
          id: app.ids.newId(),
          subject_type: 'catalog',
          subject_id: `${drift.sku}:${drift.variant}`,
          action: 'price.drifted',
          actor: 'system',
          level: 'error',
          message,
          error_code: 'price_drift',
          data: { ...drift },
          created_at: app.clock.now(),
        }),
      ],
    });
  }
  return drifted;
}

/** One sentence for people; amounts in minor units, as both sides keep them. */
export function sentenceOf({ variant, priceId, currency, shown, charged }: PriceDrift): string {
  const theirs = charged === null ? `has no active price in ${currency}` : `charges ${charged}`;
  return `${variant} is closed: the catalogue shows ${shown} ${currency} (minor units), ${priceId} ${theirs}.`;
}
