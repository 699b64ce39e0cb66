import type { ReactNode } from 'react';
import { addressOf, type Query } from '#components/console/ui/addresses.ts';
import { Block, Outcome } from '#components/console/ui/Block.tsx';
import { CopyableId } from '#components/console/ui/CopyableId.tsx';
import { Facts } from '#components/console/ui/Facts.tsx';
import { AbsoluteTime, RelativeTime, type Times } from '#components/console/ui/RelativeTime.tsx';
import type { ActivityLog } from '#domain/activity.ts';
import type { ReplayPreview } from '#domain/replay.ts';
import type { WebhookLog } from '#domain/webhook-log.ts';
import { type EventForms, ReplayForm, SetAsideForm } from './EventActs.tsx';
import { path } from './WebhookList.tsx';
import { toldOf } from './WebhookRecords.tsx';
import { milliseconds, WebhookMark } from './webhook-words.tsx';

export type PanelWebhook = Pick<
  WebhookLog,
  | 'id'
  | 'event_id'
  | 'event'
  | 'provider'
  | 'status'
  | 'result'
  | 'error_code'
  | 'attempts'
  | 'api_version'
  | 'livemode'
  | 'duration_ms'
  | 'delay_ms'
  | 'received_at'
  | 'next_attempt_at'
  | 'trade_no'
> & { readonly orderNo: string | null };

type WebhookPanelProps = {
  row: PanelWebhook;
  /** What replaying would do; null while nobody asked, or nobody may. */
  preview: ReplayPreview | null;
  may: { readonly replay: boolean; readonly setAside: boolean };
  forms: EventForms;
  /** Who set it aside, and why; null while it is not. */
  aside: ActivityLog | null;
  /** Lines for a terminal, by the name of their button. */
  commands: Readonly<Record<string, string>>;
  query: Query;
  times: Times;
  /** Attempts, linked records and payload. */
  children: ReactNode;
};

/** What happened to one notification, in a sentence first, and what can be done about it. */
export function WebhookPanel(props: WebhookPanelProps) {
  const { row, preview, may, forms, aside, commands, query, times, children } = props;
  const opened = { ...query, open: row.id, dry: '1' };
  return (
    <>
      <Outcome
        mark={
          <>
            <WebhookMark row={row} />
            <span className="mono mut">{row.error_code}</span>
          </>
        }
        say={aside === null ? row.result : toldOf(aside)}
      >
        {may.replay ? <Remedies row={row} dryRun={`${addressOf(path, opened)}#dry`} /> : null}
        {Object.entries(commands).map(([label, text]) => (
          <CopyableId key={label} text={text} label={label} />
        ))}
      </Outcome>
      <Block>
        <Facts facts={factsOf(row, times)} />
      </Block>
      {may.replay ? (
        <>
          <ReplayForm key={`replay ${row.id}`} id={row.id} preview={preview} action={forms.replay} />
          <SetAsideForm
            key={`set aside ${row.id} ${row.attempts}`}
            id={row.id}
            isOffered={may.setAside}
            action={forms.setAside}
          />
        </>
      ) : null}
      {children}
    </>
  );
}

/** What helps most comes first: an event whose order is unknown needs its payment, not another try. */
function Remedies({ row, dryRun }: { row: PanelWebhook; dryRun: string }) {
  const payment = row.error_code === 'order_unknown' ? row.trade_no : null;
  return (
    <>
      {payment === null ? null : (
        <a className="btn-c go" href={addressOf(`${path}/replay`, { ids: payment })}>
          Fetch its payment from Stripe
        </a>
      )}
      <a className={payment === null ? 'btn-c go' : 'btn-c'} href={dryRun} data-replay="">
        Replay with current catalogue
      </a>
    </>
  );
}

const factsOf = (row: PanelWebhook, times: Times): Readonly<Record<string, ReactNode>> => ({
  Event: <CopyableId text={row.event_id} />,
  Type: row.event,
  Order: row.orderNo === null ? null : <CopyableId text={row.orderNo} />,
  Payment: row.trade_no === null ? null : <CopyableId text={row.trade_no} />,
  Received: <AbsoluteTime at={row.received_at} times={times} />,
  'Tried again':
    row.next_attempt_at === null ? null : <RelativeTime at={row.next_attempt_at} times={times} />,
  'On its way': row.delay_ms === null ? null : milliseconds(row.delay_ms),
  Took: milliseconds(row.duration_ms),
  'API version': row.api_version,
  Mode: row.livemode === null ? null : row.livemode ? 'live' : 'test',
  Signature: row.event_id.startsWith('fetch:') ? 'Asked of the provider' : 'Verified',
});
