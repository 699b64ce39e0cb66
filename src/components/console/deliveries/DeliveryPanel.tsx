import Link from 'next/link';
import type { ActivityLog } from '#domain/activity.ts';
import type { Receiver } from '#domain/delivery.ts';
import { Block, Outcome } from '../ui/Block.tsx';
import { type Answer, ConfirmForm } from '../ui/ConfirmForm.tsx';
import { CopyableId } from '../ui/CopyableId.tsx';
import { Facts } from '../ui/Facts.tsx';
import { JsonTree } from '../ui/JsonTree.tsx';
import { AbsoluteTime, RelativeTime, type Times } from '../ui/RelativeTime.tsx';
import { StatusMark } from '../ui/StatusMark.tsx';
import { Timeline } from '../ui/Timeline.tsx';
import type { ListedDelivery } from './DeliveryTable.tsx';
import { messageName, receiverNames, stateMarks } from './delivery-words.ts';

export type OpenDelivery = ListedDelivery & {
  readonly receiver: Receiver;
  readonly sentAt: Date | null;
  readonly sentence: string;
  readonly dedupeKey: string;
  readonly payload: unknown;
  readonly isMasked: boolean;
  readonly history: readonly ActivityLog[];
  readonly may: { readonly revive: boolean; readonly resend: boolean; readonly reveal: boolean };
};

type Act = (previous: Answer | null, form: FormData) => Promise<Answer>;
export type DeliveryActions = { revive: Act; resend: Act; reveal: (form: FormData) => Promise<void> };

type DeliveryPanelProps = { message: OpenDelivery; times: Times; actions: DeliveryActions };

/** One message: what became of it, what can be done about it, and exactly what it carries. */
export function DeliveryPanel({ message, times, actions }: DeliveryPanelProps) {
  const { mark, word } = stateMarks[message.state];
  return (
    <>
      <Outcome mark={<StatusMark mark={mark}>{word}</StatusMark>} say={message.sentence} />
      <Acts message={message} actions={actions} />
      <Block title={messageName(message)}>
        <Facts facts={factsOf(message, times)} />
      </Block>
      <Block title="What it carries" aside={<Reveal message={message} action={actions.reveal} />}>
        <JsonTree name="payload" value={message.payload as Parameters<typeof JsonTree>[0]['value']} />
      </Block>
      {message.history.length === 0 ? null : (
        <Block title="What was done to it">
          <Timeline
            times={times}
            moments={message.history.map(({ id, created_at: at, action, actor, message: what }) => ({
              ...{ id, at, what, mark: 'changed' as const },
              detail: `${action}, ${actor}`,
            }))}
          />
        </Block>
      )}
    </>
  );
}

const factsOf = (message: OpenDelivery, times: Times) => ({
  Receiver: receiverNames[message.receiver],
  Order:
    message.orderNo === null ? null : (
      <Link className="mono" href={`/console/marketing?q=${message.orderNo}`} prefetch={false}>
        {message.orderNo}
      </Link>
    ),
  Tries: message.attempts,
  'Next try': message.nextAttemptAt && <RelativeTime at={message.nextAttemptAt} times={times} />,
  Owed: <AbsoluteTime at={message.createdAt} times={times} />,
  Accepted: message.sentAt && <AbsoluteTime at={message.sentAt} times={times} />,
  Promise: <CopyableId text={message.dedupeKey} />,
  Id: <CopyableId text={message.id} />,
});

function Acts({ message: { id, may }, actions }: Pick<DeliveryPanelProps, 'message' | 'actions'>) {
  if (may.revive)
    return (
      <Block>
        <ConfirmForm
          action={actions.revive}
          verb="Revive"
          pending="Reviving"
          note="It has all its tries before it."
        >
          <input type="hidden" name="id" value={id} />
        </ConfirmForm>
      </Block>
    );
  if (may.resend)
    return (
      <Block>
        <ConfirmForm
          action={actions.resend}
          verb="Send again"
          pending="Sending"
          note="Under the same id: if Klaviyo has it already, it drops this one as a duplicate."
        >
          <input type="hidden" name="id" value={id} />
        </ConfirmForm>
      </Block>
    );
  return null;
}

function Reveal({ message, action }: { message: OpenDelivery; action: DeliveryActions['reveal'] }) {
  if (!message.isMasked) return <span className="mut">Revealed for ten minutes</span>;
  if (!message.may.reveal) return <span className="mut">Personal data is masked</span>;
  return (
    <form action={action}>
      <input type="hidden" name="id" value={message.id} />
      <button className="btn-c" type="submit">
        Reveal, logged
      </button>
    </form>
  );
}
