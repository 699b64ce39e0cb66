import type { ReactNode } from 'react';
import { StatusShape } from '#components/ui/StatusShape.tsx';
import { ClockTime, type Times } from './RelativeTime.tsx';
import { type Mark, shapeOf, toneOf } from './StatusMark.tsx';

export type Moment = {
  readonly id: string;
  readonly at: Date;
  readonly mark: Mark;
  /** What happened, and who did it. */
  readonly what: ReactNode;
  /** A figure on the right, such as how long it took. */
  readonly figure?: ReactNode;
  /** The reason or the error, in a line of its own. */
  readonly detail?: ReactNode;
};

/** What happened one after the other, the oldest first: attempts, changes, acts. */
export function Timeline({ moments, times }: { moments: readonly Moment[]; times: Times }) {
  return (
    <ol className="att">
      {moments.map(({ id, at, mark, what, figure, detail }) => (
        <li key={id} className={toneOf(mark)}>
          <StatusShape shape={shapeOf(mark)} />
          <span className="mono tm">
            <ClockTime at={at} times={times} />
          </span>
          <span>{what}</span>
          <span className="mono mut">{figure}</span>
          {detail ? <small>{detail}</small> : null}
        </li>
      ))}
    </ol>
  );
}
