import { addressOf } from '#components/console/ui/addresses.ts';
import { LiveTail } from '#components/console/webhooks/LiveTail.tsx';
import { WebhooksView } from '#components/console/webhooks/WebhooksView.tsx';
import { mayAct } from '#domain/operator.ts';
import type { WebhookFilter } from '#domain/webhook-search.ts';
import { webhookCounts } from '#services/console/queries/webhook-counts.ts';
import { webhooks } from '#services/console/queries/webhooks.ts';
import { type Visit, visitConsole } from '../console-door.ts';
import { ConsoleScreen } from '../console-screen.tsx';
import { givenIn } from './filter.ts';
import { webhookFilter } from './webhook-filter.ts';
import { openWebhook } from './webhook-panel.tsx';

export const metadata = { title: 'Webhooks' };

const path = '/console/webhooks';

/** A place in the list that is not ours, such as half an address, leads to its beginning. */
async function listed({ app, operator }: Visit, filter: WebhookFilter, after: string | null) {
  try {
    return await webhooks(app, operator, { filter, after });
  } catch (error) {
    if (!(error instanceof RangeError) || after === null) throw error;
    return webhooks(app, operator, { filter });
  }
}

/** Every notification the outside sent, filtered by the address. */
export default async function WebhooksPage({ searchParams }: PageProps<'/console/webhooks'>) {
  const visit = await visitConsole();
  const { app, operator, times } = visit;
  const query = givenIn(await searchParams);
  const { filter, note } = webhookFilter(query, times.now);
  const [page, counts, panel] = await Promise.all([
    listed(visit, filter, query.after ?? null),
    webhookCounts(app, operator, filter),
    query.open ? openWebhook(visit, query.open, query) : null,
  ]);
  const latest = String((page.rows[0]?.created_at ?? times.now).getTime());
  const events = [
    ...new Set([
      'checkout.session.completed',
      ...page.rows.map(({ event }) => event),
      ...(query.event ? [query.event] : []),
    ]),
  ];
  const isAtTop = !query.after && !query.until;
  return (
    <ConsoleScreen
      visit={visit}
      here="webhooks"
      title="Webhooks"
      aside={
        <LiveTail
          address={addressOf(`${path}/tail`, { ...query, after: null, open: null, until: null, latest })}
          newest={addressOf(path, { ...query, after: null, until: null, open: null })}
          mayRefresh={isAtTop && !query.open}
        />
      }
    >
      <WebhooksView
        list={{ ...page, query, open: query.open ?? null, times }}
        counts={counts}
        view={filter.view}
        events={events.toSorted()}
        note={note}
        mayReplay={mayAct(operator, 'operator')}
        panel={panel}
      />
    </ConsoleScreen>
  );
}
