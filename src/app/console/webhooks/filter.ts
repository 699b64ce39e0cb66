import { sinceMoment } from '#domain/since.ts';
import { webhookStatuses } from '#domain/webhook-log.ts';
import { providerNamed, type WebhookFilter, webhookViews } from '#domain/webhook-search.ts';

/** The parameters of an address, each at most once. */
export type Given = Readonly<Record<string, string | undefined>>;

const names = [
  'view',
  'status',
  'q',
  'provider',
  'event',
  'since',
  'from',
  'until',
  'after',
  'open',
  'dry',
  'find',
] as const;

/** What an address says, and nothing it does not know. */
export function givenIn(params: Readonly<Record<string, string | string[] | undefined>>): Given {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = params[name];
      return typeof value === 'string' && value !== '' ? [[name, value.slice(0, 500)]] : [];
    }),
  );
}

export const givenInUrl = (url: string): Given => givenIn(Object.fromEntries(new URL(url).searchParams));

const dayMs = 86_400_000;

/** The filter an address stands for: the last 24 hours unless it says otherwise. A day that is named is there as a whole, in UTC. */
export function filterOf(given: Given, now: Date): WebhookFilter {
  const until = endOf(given.until) ?? now;
  return {
    // The tabs of failed and ignored ones are also the words of a status.
    view: webhookViews.find((view) => view === (given.view ?? given.status)) ?? 'all',
    status: webhookStatuses.find((status) => status === given.status) ?? null,
    provider: providerNamed(given.provider),
    event: given.event ?? null,
    search: given.q ?? '',
    from: beginOf(given.from) ?? sinceMoment(given.since ?? '', until) ?? new Date(until.getTime() - dayMs),
    until,
  };
}

const beginOf = (text: string | undefined): Date | null => (text ? sinceMoment(text, new Date(0)) : null);

function endOf(text: string | undefined): Date | null {
  const moment = beginOf(text);
  if (moment === null) return null;
  return text?.includes('T') ? moment : new Date(moment.getTime() + dayMs);
}

/** How far back payloads are searched where every one of them is read for it. */
const searchedMs = dayMs;

/** On Firestore a search inside payloads reads every record of the window, so it reaches back a day and says so. */
export const narrowedForSearch = (filter: WebhookFilter): WebhookFilter => ({
  ...filter,
  from: new Date(Math.max(filter.from.getTime(), filter.until.getTime() - searchedMs)),
});
