import type { ReactNode } from 'react';
import { addressOf, type Query } from '#components/console/ui/addresses.ts';
import { Block, Outcome } from '#components/console/ui/Block.tsx';
import { type Answer, ConfirmForm } from '#components/console/ui/ConfirmForm.tsx';
import { CopyableId } from '#components/console/ui/CopyableId.tsx';
import { Facts } from '#components/console/ui/Facts.tsx';
import { AbsoluteTime, RelativeTime, type Times } from '#components/console/ui/RelativeTime.tsx';
import type { ReplayPreview } from '#domain/replay.ts';
import type { WebhookLog } from '#domain/webhook-log.ts';
import { DryRun } from './DryRun.tsx';
import { path } from './WebhookList.tsx';
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
  | 'api_version'
  | 'livemode'
  | 'duration_ms'
  | 'delay_ms'
  | 'received_at'
  | 'next_attempt_at'
  | 'trade_no'
> & { readonly orderNo: string | null };

type Act = (previous: Answer | null, form: FormData) => Promise<Answer>;

type WebhookPanelProps = {
  row: PanelWebhook;
  /** What replaying would do; null while nobody asked, or nobody may. */
  preview: ReplayPreview | null;
  mayReplay: boolean;
  replay: Act;
  /** Lines for a terminal, by the name of their button. */
  commands: Readonly<Record<string, string>>;
  query: Query;
  times: Times;
  /** Attempts, linked records and payload. */
  children: ReactNode;
};

/** What happened to one notification, in a sentence first, and what can be done about it. */
export function WebhookPanel(props: WebhookPanelProps) {
  const { row, preview, mayReplay, replay, commands, query, times, children } = props;
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
        say={row.result}
      >
        {mayReplay ? <Remedies row={row} dryRun={`${addressOf(path, opened)}#dry`} /> : null}
        {Object.entries(commands).map(([label, text]) => (
          <CopyableId key={label} text={text} label={label} />
        ))}
      </Outcome>
      <Block>
        <Facts facts={factsOf(row, times)} />
      </Block>
      {preview === null ? null : (
        <div id="dry">
          <Block title="If you replay now">
            <DryRun preview={preview} />
            {preview.verdict === 'nothing' ? null : (
              <ConfirmForm
                action={replay}
                verb="Apply replay"
                pending="Applying"
                note="Earlier attempts are kept."
              >
                <input type="hidden" name="id" value={row.id} />
              </ConfirmForm>
            )}
          </Block>
        </div>
      )}
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
