'use client';
import Link from 'next/link';
import { useActionState } from 'react';
import { type Mark, StatusMark } from '#components/console/ui/StatusMark.tsx';
import { orderPath, ordersPath } from './paths.ts';

type Ending = 'done' | 'unchanged' | 'refused' | 'failed';

export type ListLine = {
  readonly line: number;
  readonly orderNo: string;
  readonly parcel: string;
  readonly ending: Ending;
  readonly sentence: string;
};

/** What came of a list: nothing could be read of it, it was looked through, or it was done. */
export type ListState =
  | { readonly kind: 'unreadable'; readonly sentence: string }
  | {
      readonly kind: 'checked' | 'applied';
      /** The list as it was read, so that it need not be chosen again. */
      readonly text: string;
      readonly lines: readonly ListLine[];
      readonly bad: readonly { readonly line: number; readonly problem: string }[];
    };

type ShipmentFormProps = { action: (previous: ListState | null, form: FormData) => Promise<ListState> };

/** Chooses a list, shows line by line what would happen, and does it. */
export function ShipmentForm({ action }: ShipmentFormProps) {
  const [state, act, isPending] = useActionState(action, null);
  return (
    <>
      <form className="frm blk" action={act} aria-busy={isPending}>
        <p className="help">
          A CSV file with the columns order, carrier and tracking, as a spreadsheet saves it. First you see
          what would happen; nothing is written and nobody gets a mail before you say so. The same list twice
          changes nothing.
        </p>
        <label>
          List
          <input className="inp" type="file" name="list" accept=".csv,.txt,text/csv" required />
        </label>
        <div>
          <button className="btn-c" type="submit" aria-disabled={isPending}>
            {isPending ? 'Looking' : 'Look through the list'}
          </button>
        </div>
      </form>
      {state?.kind === 'unreadable' ? <p role="alert">{state.sentence}</p> : null}
      {state === null || state.kind === 'unreadable' ? null : (
        <Found state={state} act={act} isPending={isPending} />
      )}
    </>
  );
}

type FoundProps = {
  state: Exclude<ListState, { kind: 'unreadable' }>;
  act: (form: FormData) => void;
  isPending: boolean;
};

function Found({ state: { kind, text, lines, bad }, act, isPending }: FoundProps) {
  const count = lines.filter(({ ending }) => ending === 'done').length;
  const sentence =
    kind === 'applied'
      ? `${count} orders were marked shipped or corrected.`
      : `${count} of ${lines.length + bad.length} lines would be done. Nothing was written yet.`;
  return (
    <section className="blk" aria-label="What the list does">
      <p className="say1" role="status">
        {sentence}
      </p>
      <Lines lines={lines} bad={bad} isDone={kind === 'applied'} />
      {kind === 'checked' && count > 0 ? (
        <form className="frm" action={act}>
          <input type="hidden" name="text" value={text} />
          <input type="hidden" name="apply" value="yes" />
          <label>
            Note, shown on the timelines
            <input className="inp" name="reason" maxLength={200} />
          </label>
          <div>
            <button className="btn-c go" type="submit" aria-disabled={isPending}>
              {isPending ? 'Marking' : `Mark ${count} shipped`}
            </button>
          </div>
        </form>
      ) : null}
      {kind === 'applied' ? (
        <Link className="btn-c" href={`${ordersPath}/goods?status=shipped`} prefetch={false}>
          What is on its way
        </Link>
      ) : null}
    </section>
  );
}

const marks = {
  done: ['ok', 'Will be done', 'Done'],
  unchanged: ['skip', 'So already', 'So already'],
  refused: ['bad', 'Cannot be done', 'Not done'],
  failed: ['bad', 'Not reached', 'Not reached'],
} as const satisfies Record<Ending, readonly [Mark, string, string]>;

type LinesProps = Pick<FoundProps['state'], 'lines' | 'bad'> & { isDone: boolean };

function Lines({ lines, bad, isDone }: LinesProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by keyboard
    <section className="tw" tabIndex={0} aria-label="Lines, table">
      <table className="t">
        <thead>
          <tr>
            <th scope="col" className="r">
              Line
            </th>
            <th scope="col">Outcome</th>
            <th scope="col">Order</th>
            <th scope="col" className="p1">
              Parcel
            </th>
          </tr>
        </thead>
        <tbody>
          {bad.map(({ line, problem }) => (
            <tr key={line}>
              <td className="r mono">{line}</td>
              <td>
                <StatusMark mark="bad">Not usable</StatusMark>
              </td>
              <td colSpan={2}>{problem}</td>
            </tr>
          ))}
          {lines.map(({ line, orderNo, parcel, ending, sentence }) => (
            <tr key={line}>
              <td className="r mono">{line}</td>
              <td>
                <StatusMark mark={marks[ending][0]}>{marks[ending][isDone ? 2 : 1]}</StatusMark>{' '}
                <span className="mut">{sentence}</span>
              </td>
              <td>
                <Link className="mono" href={orderPath(orderNo)} prefetch={false}>
                  {orderNo}
                </Link>
              </td>
              <td className="mono p1">{parcel}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
