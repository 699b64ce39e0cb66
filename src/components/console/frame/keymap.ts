import type { Role } from '#domain/operator.ts';
import { areasFor } from './areas.ts';

/** What a press of a key asks for. */
export type Command =
  | { readonly kind: 'search' | 'close' | 'replay' | 'help' | 'palette' }
  /** The first half of `g` and a letter. */
  | { readonly kind: 'going' }
  | { readonly kind: 'go'; readonly href: string }
  | { readonly kind: 'move'; readonly by: 1 | -1 };

export type Press = {
  readonly key: string;
  /** Ctrl, Alt or Cmd is held. */
  readonly isHeld: boolean;
  /** The key goes into a field or a dialog. */
  readonly isTyping: boolean;
  /** `g` was pressed just before. */
  readonly isGoing: boolean;
  /** Whether single keys do something at all. */
  readonly areKeysOn: boolean;
  readonly role: Role;
};

const single: Readonly<Record<string, Command>> = {
  '/': { kind: 'search' },
  j: { kind: 'move', by: 1 },
  k: { kind: 'move', by: -1 },
  r: { kind: 'replay' },
  g: { kind: 'going' },
  '?': { kind: 'help' },
};

/** The command behind a press; null when the key is not ours. Escape leaves fields too, but a dialog closes by itself. */
export function commandOf({ key, isHeld, isTyping, isGoing, areKeysOn, role }: Press): Command | null {
  if (isHeld) return key.toLowerCase() === 'k' ? { kind: 'palette' } : null;
  if (key === 'Escape') return { kind: 'close' };
  if (isTyping || !areKeysOn) return null;
  const area = isGoing ? areasFor(role).find((candidate) => candidate.key === key) : undefined;
  return area ? { kind: 'go', href: area.href } : (single[key] ?? null);
}

/** What the help says, in its order. */
export const keyHelp = (role: Role): readonly (readonly [keys: string, what: string])[] => [
  ['/', 'search'],
  ['j k', 'next row, row before'],
  ['enter', 'open the row'],
  ['esc', 'close what is open, leave a field'],
  ['r', 'to the replay of what is open; it asks before it does anything'],
  ...areasFor(role).map(({ key, name }): readonly [string, string] => [`g ${key}`, name]),
  ['?', 'this help'],
  ['ctrl k', 'everything by name'],
];
