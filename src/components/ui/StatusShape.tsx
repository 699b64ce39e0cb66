import type { ReactNode } from 'react';

const shapes = {
  done: (
    <>
      <circle cx="8" cy="8" r="7" fill="currentColor" />
      <path d="m4.8 8.2 2.3 2.3 4.2-4.8" fill="none" stroke="var(--raised)" strokeWidth="1.8" />
    </>
  ),
  half: (
    <>
      <circle cx="8" cy="8" r="6.1" fill="none" stroke="currentColor" strokeWidth="1.8" />
      <path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor" />
    </>
  ),
  triangle: (
    <>
      <path d="M8 1.2 15.4 14.6H.6z" fill="currentColor" />
      <path d="M8 6v4.2M8 11.6v1.4" stroke="var(--raised)" strokeWidth="1.7" />
    </>
  ),
  crossed: (
    <>
      <rect x="1.2" y="1.2" width="13.6" height="13.6" fill="currentColor" />
      <path d="m5 5 6 6m0-6-6 6" stroke="var(--raised)" strokeWidth="1.8" />
    </>
  ),
  barred: (
    <>
      <circle cx="8" cy="8" r="6.1" fill="none" stroke="currentColor" strokeWidth="1.8" />
      <path d="M4.8 8h6.4" stroke="currentColor" strokeWidth="1.8" />
    </>
  ),
  diamond: (
    <>
      <path d="M8 .8 15.2 8 8 15.2.8 8z" fill="currentColor" />
      <path d="M8 7v4.2M8 4.2v1.6" stroke="var(--raised)" strokeWidth="1.6" />
    </>
  ),
  returning: (
    <path
      d="M6.5 3 2 7.5 6.5 12M2.3 7.5H10a4 4 0 0 1 4 4V13"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
    />
  ),
} satisfies Record<string, ReactNode>;

export type Shape = keyof typeof shapes;

/** What a status looks like without its colour. */
export function StatusShape({ shape }: { shape: Shape }) {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true">
      {shapes[shape]}
    </svg>
  );
}
