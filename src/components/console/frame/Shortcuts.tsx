'use client';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import type { Role } from '#domain/operator.ts';
import { type Command, commandOf } from './keymap.ts';
import { closeOne, goToReplay, goToSearch, moveCursor } from './list-cursor.ts';
import { Palette } from './Palette.tsx';
import { ShortcutHelp } from './ShortcutHelp.tsx';

type ShortcutsProps = {
  role: Role;
  areKeysOn: boolean;
  choose: (form: FormData) => Promise<void>;
};

type Opened = 'help' | 'palette' | null;

/** How long a letter may come after `g`, milliseconds. */
const patienceMs = 1500;

const isTyping = ({ target }: KeyboardEvent): boolean =>
  target instanceof HTMLElement && target.closest('input, select, textarea, [role="dialog"]') !== null;

/** Listens to the keyboard, and shows the help and the palette. Everything it does can be done without it. */
export function Shortcuts({ role, areKeysOn, choose }: ShortcutsProps) {
  const [opened, setOpened] = useState<Opened>(null);
  const goingSince = useRef(0);
  const router = useRouter();
  useEffect(() => {
    const run = (command: Command) => {
      if (command.kind === 'search') goToSearch();
      else if (command.kind === 'move') moveCursor(command.by);
      else if (command.kind === 'close') closeOne();
      else if (command.kind === 'replay') goToReplay();
      else if (command.kind === 'go') router.push(command.href);
      else if (command.kind !== 'going') setOpened(command.kind);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const isGoing = event.timeStamp - goingSince.current < patienceMs;
      const isHeld = event.ctrlKey || event.metaKey || event.altKey;
      const typing = isTyping(event);
      const command = commandOf({ key: event.key, isHeld, isTyping: typing, isGoing, areKeysOn, role });
      goingSince.current = command?.kind === 'going' ? event.timeStamp : Number.NEGATIVE_INFINITY;
      if (command === null || (command.kind === 'close' && document.querySelector('[role="dialog"]'))) return;
      event.preventDefault();
      run(command);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [areKeysOn, role, router]);
  const close = () => setOpened(null);
  return (
    <>
      <button className="link" type="button" onClick={() => setOpened('help')}>
        <kbd>?</kbd> shortcuts
      </button>
      <ShortcutHelp
        role={role}
        isOpen={opened === 'help'}
        close={close}
        areKeysOn={areKeysOn}
        choose={choose}
      />
      <Palette role={role} isOpen={opened === 'palette'} close={close} choose={choose} />
    </>
  );
}
