import type { ReactNode } from 'react';
import { type Answer, ConfirmForm } from '#components/console/ui/ConfirmForm.tsx';
import type { ActName, PossibleActs } from '#domain/operator-acts/possible.ts';
import { refusals } from '#domain/operator-acts/refusal.ts';
import type { OrderDetail } from '#domain/order-detail.ts';
import { AddressFields, DayField, EmailField, ParcelFields } from './act-fields.tsx';

type Act = (previous: Answer | null, form: FormData) => Promise<Answer>;
type Offered = Exclude<ActName, 'refund'>;

export type OrderForms = Readonly<Record<Offered | 'reveal', Act>>;

type Wording = {
  readonly verb: string;
  readonly pending: string;
  readonly reason: 'required' | 'optional';
  readonly isDanger?: boolean;
  readonly note?: string;
  readonly fields?: (detail: OrderDetail) => ReactNode;
};

const wordings: Readonly<Record<Offered, Wording>> = {
  honour: {
    ...{ verb: 'Fulfil it after all', pending: 'Starting', reason: 'required' },
    note: 'The shopper is told as after every sale.',
    fields: ({ order }) => (order.email === null ? <EmailField /> : null),
  },
  clear: { verb: 'Needs no attention', pending: 'Clearing', reason: 'required' },
  produce: {
    ...{ verb: 'Mark in production', pending: 'Marking', reason: 'optional' },
    note: 'The shopper gets one mail.',
  },
  ship: {
    ...{ verb: 'Mark shipped', pending: 'Marking', reason: 'optional' },
    note: 'The shopper gets one mail; a correction sends none.',
    fields: ({ preorder }) => <ParcelFields preorder={preorder} />,
  },
  deliver: { verb: 'Mark delivered', pending: 'Marking', reason: 'optional' },
  move_date: {
    ...{ verb: 'Move the day it ships', pending: 'Moving', reason: 'required' },
    note: 'The shopper gets a mail when it ships later, with the choice to wait or to cancel.',
    fields: ({ preorder }) => <DayField day={preorder?.estimated_ship_at ?? null} />,
  },
  correct_address: {
    ...{ verb: 'Correct the address', pending: 'Correcting', reason: 'required' },
    fields: ({ order, isMasked }) => <AddressFields address={isMasked ? null : order.shipping_address} />,
  },
  cancel: {
    ...{ verb: 'Cancel the order', pending: 'Cancelling', reason: 'required', isDanger: true },
    note: 'All its money goes back and the shopper gets a mail.',
  },
  resend: { verb: 'Resend the confirmation', pending: 'Sending', reason: 'optional' },
  revoke: {
    ...{ verb: 'Revoke its links', pending: 'Revoking', reason: 'required', isDanger: true },
    note: 'Links in mails sent before open nothing any more.',
  },
};

type OrderActsProps = {
  detail: OrderDetail;
  acts: PossibleActs;
  forms: OrderForms;
  newActId: () => string;
};

/** What an operator may do with the order now, each behind its own line; then what not, and why. */
export function OrderActs({ detail, acts, forms, newActId }: OrderActsProps) {
  const names = Object.keys(wordings) as Offered[];
  const refused = names.flatMap((name) => {
    const refusal = acts[name];
    return refusal === null || refusal === 'done' || quiet.has(name) ? [] : [{ name, refusal }];
  });
  return (
    <>
      {names
        .filter((name) => acts[name] === null)
        .map((name) => (
          <ActForm key={name} detail={detail} wording={wordings[name]} act={forms[name]} actId={newActId()} />
        ))}
      {refused.length === 0 ? null : (
        <details className="act">
          <summary>Not now</summary>
          <ul className="att-plain">
            {refused.map(({ name, refusal }) => (
              <li key={name}>
                {wordings[name].verb}: <span className="mut">{refusals[refusal]}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** Of these nobody wonders why they are not there. */
const quiet: ReadonlySet<Offered> = new Set(['honour', 'clear']);

type ActFormProps = { detail: OrderDetail; wording: Wording; act: Act; actId: string };

function ActForm({ detail, wording, act, actId }: ActFormProps) {
  const { verb, pending, reason, isDanger = false, note, fields } = wording;
  return (
    <details className="act">
      <summary>{verb}</summary>
      <ConfirmForm
        action={act}
        verb={verb}
        pending={pending}
        reason={reason}
        isDanger={isDanger}
        {...(note === undefined ? {} : { note })}
      >
        <input type="hidden" name="orderNo" value={detail.order.order_no} />
        <input type="hidden" name="actId" value={actId} />
        {fields?.(detail)}
      </ConfirmForm>
    </details>
  );
}
