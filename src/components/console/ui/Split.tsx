import Link from 'next/link';
import type { ReactNode } from 'react';

type SplitProps = {
  /** The list, which stays. */
  children: ReactNode;
  /** What is open beside it; null when nothing is. On a phone it stands in place of the list. */
  panel: { label: string; content: ReactNode } | null;
  /** The address of the list with nothing open. */
  closed: string;
};

/** A list, and beside it what was opened from it. The address says what is open. */
export function Split({ children, panel, closed }: SplitProps) {
  return (
    <div className={panel === null ? 'split' : 'split open'}>
      <div className="list">{children}</div>
      {panel === null ? null : (
        <section className="panel" aria-label={panel.label}>
          <Link className="btn-c back" href={closed} data-close="">
            Back to the list
          </Link>
          {panel.content}
        </section>
      )}
    </div>
  );
}
