import type { ReactNode } from 'react';
import { CopyableId } from './CopyableId.tsx';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

type JsonTreeProps = {
  /** What the outermost pair of brackets is called. */
  name: string;
  value: Json;
  /** What is looked for in names and values; what has it is marked and opened. */
  search?: string;
  /** How far the tree is open before anybody opens it. */
  depth?: number;
};

/** JSON as a tree that opens and closes without scripts. */
export function JsonTree({ name, value, search = '', depth = 2 }: JsonTreeProps) {
  return (
    <div className="tree">
      <CopyableId text={JSON.stringify(value, null, 2)} label="Copy as JSON" />
      <Branch name={name} value={value} wanted={search.trim().toLowerCase()} depth={depth} />
    </div>
  );
}

type BranchProps = { name: string; value: Json; wanted: string; depth: number };

const isBranch = (value: Json): value is readonly Json[] | { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null;

function Branch({ name, value, wanted, depth }: BranchProps) {
  if (!isBranch(value)) return <Leaf name={name} value={value} wanted={wanted} />;
  const entries = Object.entries(value);
  const size = Array.isArray(value) ? `[${entries.length}]` : `{${entries.length}}`;
  const isOpen = depth > 0 || (wanted !== '' && hasIn(value, wanted));
  return (
    <details open={isOpen}>
      <summary>
        <Marked is={has(name, wanted)}>
          <span className="k">{name}</span> {size}
        </Marked>
      </summary>
      {entries.map(([key, child]) => (
        <Branch key={key} name={key} value={child} wanted={wanted} depth={depth - 1} />
      ))}
    </details>
  );
}

function Leaf({ name, value, wanted }: Omit<BranchProps, 'depth'>) {
  const text = JSON.stringify(value);
  return (
    <div>
      <Marked is={has(name, wanted) || has(text, wanted)}>
        <span className="k">{name}</span>:{' '}
        <span className={typeof value === 'string' ? 's' : 'n'}>{text}</span>
      </Marked>
    </div>
  );
}

const Marked = ({ is, children }: { is: boolean; children: ReactNode }) =>
  is ? <mark>{children}</mark> : children;

const has = (text: string, wanted: string): boolean => wanted !== '' && text.toLowerCase().includes(wanted);

const hasIn = (value: Json, wanted: string): boolean =>
  isBranch(value)
    ? Object.entries(value).some(([key, child]) => has(key, wanted) || hasIn(child, wanted))
    : has(JSON.stringify(value), wanted);
