import type { ReactNode } from 'react';

type EmptyStateProps = {
  /** One sentence: why there is nothing. */
  sentence: string;
  /** The command that would fill it. */
  command?: string;
  /** A link that clears the filter, or a button. */
  children?: ReactNode;
};

/** A list with nothing in it says why, and what would fill it. */
export function EmptyState({ sentence, command, children }: EmptyStateProps) {
  return (
    <div className="say-empty">
      <p>{sentence}</p>
      {command === undefined ? null : <code>{command}</code>}
      {children}
    </div>
  );
}
