import type { ReactNode } from 'react';
import type { Query } from '#components/console/ui/addresses.ts';
import { EmptyState } from '#components/console/ui/EmptyState.tsx';
import { WebhookPanel } from '#components/console/webhooks/WebhookPanel.tsx';
import { LinkedRecords, Payload, WebhookStory } from '#components/console/webhooks/WebhookRecords.tsx';
import { PaymentError } from '#domain/errors.ts';
import type { ReplayPreview } from '#domain/replay.ts';
import { isSetAside } from '#domain/set-aside.ts';
import { curlFor, resendFor, triggerFor } from '#domain/webhook-commands.ts';
import { isHeld } from '#domain/webhook-search.ts';
import { type WebhookDetail, webhook } from '#services/console/queries/webhook.ts';
import { previewReplay } from '#services/console/replay-event.ts';
import type { Visit } from '../console-door.ts';
import { replayOne, revealOne, setAsideOne } from './actions.ts';

const stripeApi = 'https://api.stripe.com';

/** What stands beside the list when a notification is open. */
export async function openWebhook(
  visit: Visit,
  id: string,
  query: Query,
): Promise<{ label: string; content: ReactNode }> {
  const { app, operator, times } = visit;
  const row = await webhook(app, operator, id);
  const label = 'Event detail';
  if (row === null)
    return { label, content: <EmptyState sentence="There is no such event here any more." /> };
  const wanted = query.dry === '1' || row.status === 'failed' || isHeld(row);
  const preview = wanted && row.may.replay ? await previewOf(visit, id) : null;
  const content = (
    <WebhookPanel
      row={{ ...row, orderNo: row.order?.order_no ?? null }}
      preview={preview}
      may={row.may}
      forms={{ replay: replayOne, setAside: setAsideOne }}
      aside={row.status === 'set_aside' ? (row.acts.findLast(isSetAside) ?? null) : null}
      commands={commandsFor(row, { api: app.sandboxUrl ?? stripeApi, shop: app.appUrl })}
      query={query}
      times={times}
    >
      <WebhookStory tries={row.tries} acts={row.acts} times={times} />
      <LinkedRecords order={row.order} messages={row.messages} times={times} />
      <Payload
        id={id}
        payload={row.payload}
        isMasked={row.isMasked}
        mayReveal={row.may.reveal}
        reveal={revealOne}
        query={query}
      />
    </WebhookPanel>
  );
  return { label, content };
}

/** A dry run that cannot be made says why, and takes nothing else of the panel away. */
async function previewOf({ app, operator }: Visit, id: string): Promise<ReplayPreview | null> {
  try {
    return await previewReplay(app, operator, id);
  } catch (error) {
    if (!(error instanceof PaymentError)) throw error;
    return { eventId: id, event: '', logId: id, verdict: 'nothing', sentence: error.message, diff: [] };
  }
}

function commandsFor(
  { event_id, event }: Pick<WebhookDetail, 'event_id' | 'event'>,
  addresses: Parameters<typeof curlFor>[1],
): Readonly<Record<string, string>> {
  if (!event_id.startsWith('evt_')) return {};
  return {
    'Copy as curl': curlFor(event_id, addresses),
    'Copy resend command': resendFor(event_id),
    'Copy trigger command': triggerFor(event),
  };
}
