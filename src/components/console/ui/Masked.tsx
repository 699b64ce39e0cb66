import type { ReactNode } from 'react';
import { masked } from '#domain/masking.ts';

/** Personal data behind its mask; `reveal` is the link or form that shows it and logs that it did. */
export function Masked({ text, reveal }: { text: string; reveal?: ReactNode }) {
  return (
    <>
      <span className="mask">{masked(text)}</span> {reveal}
    </>
  );
}
