import { type CSSProperties, createElement as h, type ReactNode } from 'react';
import { type Dress, ink } from './dress.ts';
import type { Mood } from './mail-content.ts';

/** The glass of the face and its two lights, the same in both themes. */
const glass = '#161513';
const lamp = '#fbf7e9';

const nothing = '\u00a0';
const bar = (className: string, style: CSSProperties): ReactNode =>
  h('div', { className, style: { fontSize: 0, lineHeight: 0, ...style } }, nothing);

/** The two lights and the name. */
export function mark(dress: Dress, name: string): ReactNode {
  const eye = () =>
    bar('eye', { width: 6, height: 18, borderRadius: 3, backgroundColor: dress.light.ink, marginRight: 6 });
  const cells = [eye(), eye(), h('span', ink(dress, 22, { fontWeight: 700, letterSpacing: '-0.5px' }), name)];
  return h(
    'table',
    { role: 'presentation', cellPadding: 0, cellSpacing: 0, border: 0 },
    h('tbody', null, h('tr', null, ...cells.map((part) => h('td', null, part)))),
  );
}

/** How far open the lights are, and where they look: width and height of a light, room to its left. */
const moods: Record<Mood, { width: number; height: number; left: number }> = {
  half: { width: 10, height: 14, left: 24 },
  shut: { width: 16, height: 4, left: 20 },
  back: { width: 10, height: 28, left: 12 },
  asleep: { width: 16, height: 3, left: 20 },
};

/** The face behind dark glass; it says nothing that the words do not say, so it is hidden from those who listen. */
export function face(mood: Mood): ReactNode {
  const { width, height, left } = moods[mood];
  const light = () => bar('', { width, height, borderRadius: 5, backgroundColor: lamp });
  const inside = h(
    'table',
    { role: 'presentation', cellPadding: 0, cellSpacing: 0, border: 0, style: { marginLeft: left } },
    h(
      'tbody',
      null,
      h('tr', null, h('td', { style: { paddingRight: 14 } }, light()), h('td', null, light())),
    ),
  );
  const style = {
    width: 82,
    height: 60,
    backgroundColor: glass,
    border: `1px solid ${glass}`,
    borderRadius: 30,
  };
  const shell = { width: 82, height: 60, valign: 'middle', className: 'glass', style } as const;
  return h(
    'table',
    { role: 'presentation', 'aria-hidden': true, cellPadding: 0, cellSpacing: 0, border: 0 },
    h('tbody', null, h('tr', null, h('td', shell, inside))),
  );
}
