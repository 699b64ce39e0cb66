'use client';
import { type ReactNode, useActionState, useEffect, useId, useRef, useState } from 'react';

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
  /** False where there is nothing to press, or no more: what came of it stays and is all that is left. */
  isOffered?: boolean;
};

/** An act that somebody stands for: with its reason, a button that waits, and what came of it. */
export function ConfirmForm(props: ConfirmFormProps) {
  const { verb, pending, children, reason = 'required', isDanger, note, isOffered = true } = props;
  const [answer, act, isPending] = useActionState(props.action, null);
  const place = useRef<HTMLFormElement>(null);
  useEffect(() => {
    // The button that was pressed is gone: whoever goes on by keyboard goes on from here.
    if (!isOffered && document.activeElement === document.body) place.current?.focus();
  }, [isOffered]);
  if (!isOffered && answer === null) return null;
  return (
    <form
      className="frm"
      ref={place}
      tabIndex={isOffered ? undefined : -1}
      action={act}
      aria-busy={isPending}
      aria-label={verb}
    >
      {isOffered ? (
        <>
          {children}
          {reason === 'none' ? null : <Reason isRequired={reason === 'required'} />}
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
        </>
      ) : null}
      <p role="status">{answer?.kind === 'done' ? answer.text : ''}</p>
      {answer?.kind === 'refused' ? <p role="alert">{answer.text}</p> : null}
    </form>
  );
}

/** What was typed stays when the act was refused. */
function Reason({ isRequired }: { isRequired: boolean }) {
  const [why, setWhy] = useState('');
  const id = useId();
  return (
    <label htmlFor={id}>
      Reason, shown on the timeline
      <input
        className="inp"
        id={id}
        name="reason"
        required={isRequired}
        maxLength={200}
        value={why}
        onChange={(event) => setWhy(event.target.value)}
      />
    </label>
  );
}
