'use client';
import Link from 'next/link';
import { type ChangeEvent, useActionState } from 'react';
import { ordersPath, shipmentsPath } from './paths.ts';
import { ShipmentLines, type ToldList } from './ShipmentLines.tsx';

export type UnreadableList = { readonly kind: 'unreadable'; readonly sentence: string };
/** A list that was looked through; `text` is what it says, so that it need not be chosen again. */
export type FoundList = UnreadableList | ({ readonly kind: 'read'; readonly text: string } & ToldList);
/** A list that was done. */
export type DoneList = UnreadableList | ({ readonly kind: 'read' } & ToldList);

type Act<State> = (previous: State | null, form: FormData) => Promise<State>;
type Largest = { readonly bytes: number; readonly sentence: string };
type ShipmentFormProps = { look: Act<FoundList>; ship: Act<DoneList>; largest: Largest };

/**
 * Chooses a list, shows line by line what would happen, and does it. A form is sent along with what its own action answered
 * before; so what was found is shown without the form that asked for it, and the list travels once.
 */
export function ShipmentForm({ look, ship, largest }: ShipmentFormProps) {
  const [found, lookThrough, isLooking] = useActionState(look, null);
  const [done, shipAll, isShipping] = useActionState(ship, null);
  if (done?.kind === 'read') return <Done told={done} />;
  if (found?.kind === 'read' && done === null)
    return <Found found={found} act={shipAll} isPending={isShipping} />;
  const problem = [done, found].find((state) => state?.kind === 'unreadable');
  return (
    <>
      <form className="frm blk" action={lookThrough} aria-busy={isLooking}>
        <p className="help">
          A CSV file with the columns order, carrier and tracking, as a spreadsheet saves it. First you see
          what would happen; nothing is written and nobody gets a mail before you say so. The same list twice
          changes nothing.
        </p>
        <label>
          List
          <input
            className="inp"
            type="file"
            name="list"
            accept=".csv,.txt,text/csv"
            onChange={(event) => refuseLarger(event, largest)}
            required
          />
        </label>
        <div>
          <button className="btn-c" type="submit" aria-disabled={isLooking}>
            {isLooking ? 'Looking' : 'Look through the list'}
          </button>
        </div>
      </form>
      {problem?.kind === 'unreadable' ? <p role="alert">{problem.sentence}</p> : null}
    </>
  );
}

/** Says so before anything is sent. */
function refuseLarger({ currentTarget }: ChangeEvent<HTMLInputElement>, { bytes, sentence }: Largest): void {
  const size = currentTarget.files?.[0]?.size ?? 0;
  currentTarget.setCustomValidity(size > bytes ? sentence : '');
}

const doneIn = ({ lines }: ToldList): number => lines.filter(({ ending }) => ending === 'done').length;

type FoundProps = {
  found: Extract<FoundList, { kind: 'read' }>;
  act: (form: FormData) => void;
  isPending: boolean;
};

function Found({ found: { text, lines, bad }, act, isPending }: FoundProps) {
  const count = doneIn({ lines, bad });
  return (
    <section className="blk" aria-label="What the list does">
      <p className="say1" role="status">
        {`${count} of ${lines.length + bad.length} lines would be done. Nothing was written yet.`}
      </p>
      <ShipmentLines lines={lines} bad={bad} isDone={false} />
      {count > 0 ? (
        <form className="frm" action={act}>
          <input type="hidden" name="text" value={text} />
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
      <Another />
    </section>
  );
}

function Done({ told }: { told: ToldList }) {
  return (
    <section className="blk" aria-label="What the list does">
      <p className="say1" role="status">{`${doneIn(told)} orders were marked shipped or corrected.`}</p>
      <ShipmentLines {...told} isDone />
      <Link className="btn-c" href={`${ordersPath}/goods?status=shipped`} prefetch={false}>
        What is on its way
      </Link>
      <Another />
    </section>
  );
}

/** The page anew, with nothing of what was found. */
const Another = () => (
  <a className="btn-c" href={shipmentsPath}>
    Another list
  </a>
);
