import type { ReactNode } from 'react';

/** What is shown of somebody's data before it is revealed: first and last letter of the name, and the domain. */
export function masked(text: string): string {
  const [local = '', domain] = text.split('@');
  if (domain === undefined)
    return text
      .split(/\s+/)
      .map((word) => `${word.slice(0, 1)}•••`)
      .join(' ');
  return `${local.slice(0, 1)}•••${local.length > 1 ? local.slice(-1) : ''}@${domain}`;
}

/** Personal data behind its mask; `reveal` is the link or form that shows it and logs that it did. */
export function Masked({ text, reveal }: { text: string; reveal?: ReactNode }) {
  return (
    <>
      <span className="mask">{masked(text)}</span> {reveal}
    </>
  );
}
