import { Button, Column, Img, Link, Row, Section } from '@react-email/components';
import { type CSSProperties, createElement as h, type ReactNode } from 'react';
import { type Dress, ink, mono, paleInk } from './dress.ts';
import type { AmountLine, Fact, MailContent, Step } from './mail-content.ts';

type Cell = { style?: CSSProperties; className?: string; align?: 'left' | 'right' | 'center' };

/** One full-width cell, which is what every mail program lays out the same. */
export const cell = (props: Cell, ...children: ReactNode[]): ReactNode =>
  h(Row, null, h(Column, props, ...children));

export const button = (dress: Dress, { label, url }: NonNullable<MailContent['action']>): ReactNode =>
  h(
    Button,
    {
      href: url,
      className: 'press',
      style: {
        backgroundColor: dress.light.accent,
        color: dress.light.onAccent,
        fontFamily: dress.fonts,
        fontSize: '18px',
        fontWeight: 700,
        borderRadius: '28px',
        padding: '16px 32px',
      },
    },
    label,
  );

export const picture = (dress: Dress, { src, alt }: { src: string; alt: string }): ReactNode =>
  h(
    'td',
    {
      align: 'center',
      className: 'stage',
      style: { backgroundColor: dress.light.stage, padding: '24px 0 16px' },
    },
    h(Img, {
      src,
      alt,
      width: 200,
      height: 200,
      // Where pictures are blocked, the alternative text stands in the same place in our type.
      ...ink(dress, 16, { margin: '0 auto', display: 'block' }),
    }),
  );

export const amounts = (dress: Dress, lines: readonly AmountLine[]): ReactNode =>
  h(
    Section,
    null,
    ...lines.map(({ term, amount, sum }) => {
      const look = sum ? ink : paleInk;
      const weight = sum ? 700 : 400;
      return h(
        Row,
        null,
        h(Column, look(dress, 15, { padding: '4px 12px 4px 0', fontWeight: weight }), term),
        h(
          Column,
          {
            align: 'right',
            ...ink(dress, 15, { padding: '4px 0', fontWeight: weight, whiteSpace: 'nowrap' }),
          },
          amount,
        ),
      );
    }),
  );

export const fact = (dress: Dress, { label, lines }: Fact): ReactNode =>
  h('div', null, h('div', paleInk(dress, 14), label), ...lines.map((line) => h('div', ink(dress, 15), line)));

export const orderNumber = (dress: Dress, label: string, orderNo: string): ReactNode => [
  h('div', { key: 'label', ...paleInk(dress, 14) }, label),
  h('div', { key: 'number', ...ink(dress, 20, { fontFamily: mono }) }, orderNo),
];

export const steps = (dress: Dress, all: readonly Step[]): ReactNode =>
  h(
    Section,
    null,
    ...all.map(({ when, title, text }) =>
      h(
        Row,
        null,
        h(Column, { valign: 'top', width: 136, ...withClass(paleInk(dress, 14, stepPadding), 'half') }, when),
        h(
          Column,
          { valign: 'top', ...withClass(ink(dress, 16, { padding: '0 0 16px' }), 'half') },
          h('b', null, title),
          h('br'),
          h('span', paleInk(dress, 16), text),
        ),
      ),
    ),
  );

const stepPadding = { padding: '2px 16px 2px 0' };
const withClass = (look: { className: string; style: CSSProperties }, more: string) => ({
  ...look,
  className: `${look.className} ${more}`,
});

export const mailTo = (dress: Dress, address: string): ReactNode =>
  h(Link, { href: `mailto:${address}`, ...paleInk(dress, 14, { textDecorationLine: 'underline' }) }, address);
