'use client';
import { Command } from 'cmdk';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { Role } from '#domain/operator.ts';
import { areasFor } from './areas.ts';
import { Sheet } from './Sheet.tsx';

type PaletteProps = {
  role: Role;
  isOpen: boolean;
  close: () => void;
  choose: (form: FormData) => Promise<void>;
};

const looks = [
  { name: 'Light theme', part: 'theme', value: 'light' },
  { name: 'Dark theme', part: 'theme', value: 'dark' },
  { name: 'Theme of the system', part: 'theme', value: 'system' },
  { name: 'Compact rows', part: 'density', value: 'compact' },
  { name: 'Roomy rows', part: 'density', value: 'roomy' },
] as const;

/** Every area and every look by name, and a search in the lists for whatever else is typed. */
export function Palette({ role, isOpen, close, choose }: PaletteProps) {
  const [typed, setTyped] = useState('');
  const router = useRouter();
  const go = (href: string) => {
    close();
    setTyped('');
    router.push(href);
  };
  const look = (part: string, value: string) => {
    const form = new FormData();
    form.set(part, value);
    close();
    void choose(form);
  };
  const areas = areasFor(role);
  const wanted = typed.trim();
  return (
    <Sheet isOpen={isOpen} close={close} title="Everything by name" isTitleHidden>
      <Command label="Everything by name" className="palette">
        <Command.Input
          value={typed}
          onValueChange={setTyped}
          placeholder="Go to, or look for an order or event"
        />
        <Command.List>
          <Command.Empty>Nothing is called so.</Command.Empty>
          {areas.map(({ id, name, href }) => (
            <Command.Item key={id} value={`Go to ${name}`} onSelect={() => go(href)}>
              Go to {name}
            </Command.Item>
          ))}
          {wanted.length < 3
            ? null
            : areas.filter(isSearched).map(({ id, name, href }) => (
                <Command.Item
                  key={`find-${id}`}
                  value={`Look in ${name} for ${wanted}`}
                  onSelect={() => go(`${href}?q=${encodeURIComponent(wanted)}`)}
                >
                  Look for “{wanted}” in {name}
                </Command.Item>
              ))}
          {looks.map(({ name, part, value }) => (
            <Command.Item key={name} value={name} onSelect={() => look(part, value)}>
              {name}
            </Command.Item>
          ))}
        </Command.List>
      </Command>
    </Sheet>
  );
}

const isSearched = (area: ReturnType<typeof areasFor>[number]): boolean =>
  'isSearched' in area && area.isSearched === true;
