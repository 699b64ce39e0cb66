import type { ReactNode } from 'react';
import { type Shape, StatusShape } from '#components/ui/StatusShape.tsx';

/** What a status means, and with that its colour and its shape. */
const marks = {
  ok: { tone: 'ok', shape: 'done' },
  wait: { tone: 'wait', shape: 'half' },
  bad: { tone: 'bad', shape: 'triangle' },
  dead: { tone: 'bad', shape: 'crossed' },
  skip: { tone: 'skip', shape: 'barred' },
  changed: { tone: 'info', shape: 'diamond' },
  back: { tone: 'info', shape: 'returning' },
} as const satisfies Record<string, { tone: string; shape: Shape }>;

/**
 * ok: done. wait: on its way. bad: needs a person. dead: gave up. skip: deliberately nothing. changed: somebody changed
 * something. back: on its way back.
 */
export type Mark = keyof typeof marks;

export const toneOf = (mark: Mark): string => marks[mark].tone;
export const shapeOf = (mark: Mark): Shape => marks[mark].shape;

/** A status in the console: shape, word, then colour. */
export function StatusMark({ mark, children }: { mark: Mark; children: ReactNode }) {
  return (
    <span className={`st ${toneOf(mark)}`}>
      <StatusShape shape={shapeOf(mark)} />
      {children}
    </span>
  );
}
