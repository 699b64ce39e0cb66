'use client';
import { useState } from 'react';

/** Text that is compared or handed on, in mono and copied by one press; under a label it is a button that copies it. */
export function CopyableId({ text, shown, label }: { text: string; shown?: string; label?: string }) {
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 1500);
  };
  return (
    <button
      className={label === undefined ? 'copy' : 'btn-c'}
      type="button"
      onClick={copy}
      title={label === undefined ? `Copy ${text}` : undefined}
    >
      <span className={label === undefined ? 'mono' : undefined}>{label ?? shown ?? text}</span>
      <span className="copied" role="status">
        {isCopied ? 'Copied' : ''}
      </span>
    </button>
  );
}
