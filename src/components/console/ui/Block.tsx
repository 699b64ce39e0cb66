import type { ReactNode } from 'react';

/** A part of a page or of a panel under its own heading, ruled off from the one before. */
export function Block({
  id,
  title,
  aside,
  children,
}: {
  /** Where a link leads that is about it. */
  id?: string;
  title?: string;
  aside?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="blk" id={id}>
      {title === undefined ? null : (
        <div className="hrow">
          <h2 className="h">{title}</h2>
          {aside}
        </div>
      )}
      {children}
    </div>
  );
}

/** What a panel says first: the status, then what happened in one sentence, then what can be done about it. */
export function Outcome({ mark, say, children }: { mark: ReactNode; say: ReactNode; children?: ReactNode }) {
  return (
    <div className="outcome">
      <div className="row">{mark}</div>
      <p className="say1">{say}</p>
      {children === undefined ? null : <div className="row">{children}</div>}
    </div>
  );
}
