import type { ReactNode } from 'react';
import { type Shape, StatusShape } from './StatusShape.tsx';

const shapeOf = {
  ok: 'done',
  wait: 'half',
  bad: 'triangle',
  skip: 'barred',
  info: 'returning',
} as const satisfies Record<string, Shape>;

export type Tone = keyof typeof shapeOf;

/** A status as a shape and a word; the colour only repeats what both say. */
export function StatusWord({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={`st ${tone}`}>
      <StatusShape shape={shapeOf[tone]} />
      {children}
    </span>
  );
}
