'use client';
import type { Role } from '#domain/operator.ts';
import { keyHelp } from './keymap.ts';
import { Sheet } from './Sheet.tsx';

type ShortcutHelpProps = {
  role: Role;
  isOpen: boolean;
  close: () => void;
  areKeysOn: boolean;
  choose: (form: FormData) => Promise<void>;
};

/** Which key does what, and the switch that turns the single ones off. */
export function ShortcutHelp({ role, isOpen, close, areKeysOn, choose }: ShortcutHelpProps) {
  return (
    <Sheet isOpen={isOpen} close={close} title="Shortcuts">
      <dl className="keys">
        {keyHelp(role).map(([keys, what]) => (
          <div key={keys}>
            <dt>
              {keys.split(' ').map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <form action={choose} className="row">
        <button className="btn-c" type="submit" name="keys" value={areKeysOn ? 'off' : 'on'}>
          Turn single keys {areKeysOn ? 'off' : 'on'}
        </button>
        <button className="btn-c" type="button" onClick={close}>
          Close
        </button>
      </form>
    </Sheet>
  );
}
