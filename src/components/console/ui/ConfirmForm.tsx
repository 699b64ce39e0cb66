'use client';
import { type ReactNode, useActionState, useId, useState } from 'react';

/** What a form shows after it was sent. */
export type Answer = { readonly kind: 'done' | 'refused'; readonly text: string };

type ConfirmFormProps = {
  action: (previous: Answer | null, form: FormData) => Promise<Answer>;
  /** The button: a verb and what it acts on. */
  verb: string;
  /** What the button says while it works. */
  pending: string;
  /** Further fields, visible or hidden; a hidden id of the attempt makes pressing twice safe. */
  children?: ReactNode;
  /** Whether a reason is asked for; it shows on the timeline. */
  reason?: 'required' | 'optional' | 'none';
  isDanger?: boolean;
  note?: string;
};

/** An act that somebody stands for: with its reason, a button that waits, and what came of it. */
export function ConfirmForm(props: ConfirmFormProps) {
  const { action, verb, pending, children, reason = 'required', isDanger, note } = props;
  const [answer, act, isPending] = useActionState(action, null);
  const [why, setWhy] = useState('');
  const id = useId();
  return (
    <form className="frm" action={act} aria-busy={isPending}>
      {children}
      {reason === 'none' ? null : (
        <label htmlFor={id}>
          Reason, shown on the timeline
          <input
            className="inp"
            id={id}
            name="reason"
            required={reason === 'required'}
            maxLength={200}
            value={why}
            onChange={(event) => setWhy(event.target.value)}
          />
        </label>
      )}
      <div className="outcome-row">
        <button
          className={isDanger ? 'btn-c danger' : 'btn-c go'}
          type="submit"
          aria-disabled={isPending}
          onClick={(event) => (isPending ? event.preventDefault() : undefined)}
        >
          {isPending ? pending : verb}
        </button>
        {note === undefined ? null : <span className="mut">{note}</span>}
      </div>
      <p role="status">{answer?.kind === 'done' ? answer.text : ''}</p>
      {answer?.kind === 'refused' ? <p role="alert">{answer.text}</p> : null}
    </form>
  );
}
