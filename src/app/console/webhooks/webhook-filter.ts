import { soughtIn, type WebhookFilter } from '#domain/webhook-search.ts';
import { loadEnv } from '#libs/Env.ts';
import { filterOf, type Given, narrowedForSearch } from './filter.ts';

/** The filter of an address as this shop's database can answer it, and what its reader should know about it. */
export function webhookFilter(given: Given, now: Date): { filter: WebhookFilter; note: string | null } {
  const filter = filterOf(given, now);
  const reads = loadEnv().DATABASE_STORAGE_TARGET === 'firestore' && soughtIn(filter.search).by === 'text';
  return reads
    ? {
        filter: narrowedForSearch(filter),
        note: 'On Firestore, payloads are searched for the last 24 hours only.',
      }
    : { filter, note: null };
}
