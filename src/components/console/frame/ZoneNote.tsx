'use client';
import { useEffect } from 'react';

type ZoneNoteProps = { zone: string; choose: (form: FormData) => Promise<void> };

/** Says once where all times are told, and asks for the zone of this browser when they are told elsewhere. */
export function ZoneNote({ zone, choose }: ZoneNoteProps) {
  useEffect(() => {
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (!own || own === zone) return;
    const form = new FormData();
    form.set('zone', own);
    void choose(form);
  }, [zone, choose]);
  return <span>Times in {zone}</span>;
}
