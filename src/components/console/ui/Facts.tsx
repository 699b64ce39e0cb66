import type { ReactNode } from 'react';

/** Names and what they stand for, in as many columns as fit. */
export function Facts({ facts }: { facts: Readonly<Record<string, ReactNode>> }) {
  return (
    <dl className="facts">
      {Object.entries(facts).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value ?? <span className="mut">none</span>}</dd>
        </div>
      ))}
    </dl>
  );
}
