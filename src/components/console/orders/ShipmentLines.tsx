import Link from 'next/link';
import { type Mark, StatusMark } from '#components/console/ui/StatusMark.tsx';
import { orderPath } from './paths.ts';

type Ending = 'done' | 'unchanged' | 'refused' | 'failed';

/** What came of every line of a list. */
export type ToldList = {
  readonly lines: readonly {
    readonly line: number;
    readonly orderNo: string;
    readonly parcel: string;
    readonly ending: Ending;
    readonly sentence: string;
  }[];
  readonly bad: readonly { readonly line: number; readonly problem: string }[];
};

const marks = {
  done: ['ok', 'Will be done', 'Done'],
  unchanged: ['skip', 'So already', 'So already'],
  refused: ['bad', 'Cannot be done', 'Not done'],
  failed: ['bad', 'Not reached', 'Not reached'],
} as const satisfies Record<Ending, readonly [Mark, string, string]>;

type ShipmentLinesProps = ToldList & { isDone: boolean };

/** A list line by line: what was or would be done, and what cannot be. */
export function ShipmentLines({ lines, bad, isDone }: ShipmentLinesProps) {
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
