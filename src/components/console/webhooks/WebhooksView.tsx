import type { ReactNode } from 'react';
import { addressOf } from '#components/console/ui/addresses.ts';
import { CsvLink } from '#components/console/ui/CsvLink.tsx';
import { FilterBar, SelectFilter } from '#components/console/ui/FilterBar.tsx';
import { Split } from '#components/console/ui/Split.tsx';
import { Views } from '#components/console/ui/Views.tsx';
import { paymentMethods } from '#domain/payment-event.ts';
import { type WebhookView, webhookViews } from '#domain/webhook-search.ts';
import { path, WebhookList, type WebhookListProps } from './WebhookList.tsx';
import { statusWords } from './webhook-words.tsx';

type WebhooksViewProps = {
  list: WebhookListProps;
  counts: Readonly<Record<WebhookView, number | null>>;
  view: WebhookView;
  /** Types of events to choose from. */
  events: readonly string[];
  /** What a person should know about this list, such as how far a search reaches. */
  note: string | null;
  mayReplay: boolean;
  panel: { label: string; content: ReactNode } | null;
};

const names: Readonly<Record<WebhookView, string>> = {
  all: 'All',
  failed: 'Failed',
  slow: 'Slow',
  ignored: 'Ignored',
};

const statuses = { '': 'Any status', ...statusWords };
const periods = { '': 'Last 24 hours', '7d': '7 days', '30d': '30 days', '365d': 'A year' };

/** Everything the outside told us, and beside it the one that is open. */
export function WebhooksView({ list, counts, view, events, note, mayReplay, panel }: WebhooksViewProps) {
  const { query } = list;
  const viewed = (wanted: WebhookView) =>
    addressOf(path, {
      ...query,
      view: wanted === 'all' ? null : wanted,
      status: null,
      after: null,
      open: null,
    });
  return (
    <>
      <Views
        views={webhookViews.map((wanted) => ({
          name: names[wanted],
          href: viewed(wanted),
          count: counts[wanted],
          isCurrent: wanted === view,
        }))}
      />
      <FilterBar
        action={path}
        search={{ label: 'Order, e-mail, event id, or inside payload', value: query.q ?? '' }}
        kept={view === 'slow' ? { view } : {}}
        acts={
          <>
            <CsvLink path={`${path}/export`} query={{ ...query, after: null, open: null }} />
            {mayReplay ? (
              <a className="btn-c" href={`${path}/replay`}>
                Recover failed since
              </a>
            ) : null}
          </>
        }
      >
        <SelectFilter
          name="event"
          label="Event"
          value={query.event ?? ''}
          options={optionsOf('Any event', events)}
        />
        <SelectFilter name="status" label="Status" value={query.status ?? ''} options={statuses} />
        <SelectFilter
          name="provider"
          label="Provider"
          value={query.provider ?? ''}
          options={optionsOf('Any provider', paymentMethods)}
        />
        <SelectFilter name="since" label="Period" value={query.since ?? ''} options={periods} />
        <input type="date" name="from" aria-label="From day" defaultValue={query.from ?? ''} />
        <input
          type="date"
          name="until"
          aria-label="Until day"
          defaultValue={(query.until ?? '').slice(0, 10)}
        />
      </FilterBar>
      {note === null ? null : <p className="say-more">{note}</p>}
      <Split panel={panel} closed={addressOf(path, { ...query, open: null, find: null, dry: null })}>
        <WebhookList {...list} />
      </Split>
    </>
  );
}

const optionsOf = (any: string, words: readonly string[]): Readonly<Record<string, string>> => ({
  '': any,
  ...Object.fromEntries(words.map((word) => [word, word])),
});
