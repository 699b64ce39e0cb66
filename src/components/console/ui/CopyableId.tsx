'use client';
import { useState } from 'react';

/** Text that is compared or handed on: in mono, and copied by one press. */
export function CopyableId({ text, shown, label }: { text: string; shown?: string; label?: string }) {
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 1500);
  };
  return (
    <button
      className="copy"
      type="button"
      onClick={copy}
      title={label === undefined ? `Copy ${text}` : undefined}
    >
      <span className="mono">{label ?? shown ?? text}</span>
      <span className="copied" role="status">
        {isCopied ? 'Copied' : ''}
      </span>
    </button>
  );
}
