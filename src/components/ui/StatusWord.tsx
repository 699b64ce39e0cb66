import type { ReactNode } from 'react';

const shapes = {
  ok: (
    <>
      <circle cx="8" cy="8" r="7" fill="currentColor" />
      <path d="m4.8 8.2 2.3 2.3 4.2-4.8" fill="none" stroke="var(--raised)" strokeWidth="1.8" />
    </>
  ),
  wait: (
    <>
      <circle cx="8" cy="8" r="6.1" fill="none" stroke="currentColor" strokeWidth="1.8" />
      <path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor" />
    </>
  ),
  bad: (
    <>
      <path d="M8 1.2 15.4 14.6H.6z" fill="currentColor" />
      <path d="M8 6v4.2M8 11.6v1.4" stroke="var(--raised)" strokeWidth="1.7" />
    </>
  ),
  skip: (
    <>
      <circle cx="8" cy="8" r="6.1" fill="none" stroke="currentColor" strokeWidth="1.8" />
      <path d="M4.8 8h6.4" stroke="currentColor" strokeWidth="1.8" />
    </>
  ),
  info: (
    <path
      d="M6.5 3 2 7.5 6.5 12M2.3 7.5H10a4 4 0 0 1 4 4V13"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
    />
  ),
} satisfies Record<string, ReactNode>;

export type Tone = keyof typeof shapes;

/** A status as a shape and a word; the colour only repeats what both say. */
export function StatusWord({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={`st ${tone}`}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        {shapes[tone]}
      </svg>
      {children}
    </span>
  );
}
