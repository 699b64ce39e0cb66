import { Body, Container, Head, Heading, Html, Preview } from '@react-email/components';
import { createElement as h, type ReactElement, type ReactNode } from 'react';
import { shop } from '#config/shop.ts';
import type { OrderMail } from '#domain/order-mail.ts';
import { directions, type Locale } from '#libs/I18n.ts';
import { type Dress, dressOf, ink, paleInk, styleSheet } from './dress.ts';
import { face, mark } from './lights.ts';
import type { MailContent } from './mail-content.ts';
import * as part from './parts.ts';
import type { Translate } from './translate.ts';

type Page = { language: Locale; mail: OrderMail; content: MailContent };

/** A mail as a page: tables, inline styles, 600 px, whole without its one picture. */
export function layout(t: Translate, page: Page): ReactElement {
  const { language, mail, content } = page;
  const dress = dressOf(mail.product?.tint ?? null, language);
  const background = { margin: 0, padding: 0, backgroundColor: dress.light.paper };
  return h(
    Html,
    { lang: language, dir: directions[language] },
    head(content.title, dress),
    h(
      Body,
      { className: 'paper', style: background },
      h(Preview, null, content.preheader),
      h(
        'main',
        null,
        h(
          Container,
          { style: { maxWidth: 600, width: '100%', padding: '32px 0', wordBreak: 'break-word' } },
          padded(24, mark(dress, shop.name)),
          ...opening(dress, content),
          slip(t, dress, page),
          ...next(t, dress, content),
          closing(t, dress, mail),
        ),
      ),
    ),
  );
}

const padded = (below: number, ...children: ReactNode[]): ReactNode =>
  part.cell({ className: 'pad', style: { padding: `0 32px ${below}px` } }, ...children);

const head = (title: string, dress: Dress): ReactNode =>
  h(
    Head,
    null,
    h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    h('meta', { name: 'color-scheme', content: 'light dark' }),
    h('meta', { name: 'supported-color-schemes', content: 'light dark' }),
    // Phones make links of numbers they take for telephones.
    h('meta', { name: 'format-detection', content: 'telephone=no,date=no,address=no,email=no,url=no' }),
    h('title', null, title),
    // biome-ignore lint/security/noDangerouslySetInnerHtml: our own rules; a style element takes no escaped text
    h('style', { dangerouslySetInnerHTML: { __html: styleSheet(dress) } }),
  );

const opening = (dress: Dress, { title, lead, mood, action }: MailContent): ReactNode[] => [
  mood && padded(20, face(mood)),
  padded(16, h(Heading, { as: 'h1', ...headline(dress) }, ...sentences(title))),
  lead === '' ? null : padded(28, h('div', paleInk(dress, 18), lead)),
  action && padded(32, part.button(dress, action)),
];

/** A sentence moves to the next line whole before it breaks inside. */
const sentences = (title: string): ReactNode[] =>
  title
    .split(/(?<=\.)( )|(?<=[。，])/u)
    .filter((part) => part)
    .map((part) => (part === ' ' ? part : h('span', { style: { display: 'inline-block' } }, part)));

const headline = (dress: Dress) => ({
  ...ink(dress, dress.headline.size, dress.headline.style),
  className: 'ink h',
});

/** The order as a document, with a band in its colour. */
function slip(t: Translate, dress: Dress, { mail, content }: Page): ReactNode {
  const { light } = dress;
  const inner = { className: 'edge', style: { padding: '16px 24px', borderTop: `1px solid ${light.line}` } };
  const row = (...children: ReactNode[]) => h('tr', null, h('td', inner, ...children));
  const { product } = mail;
  const shown = product &&
    content.mood === null && {
      src: product.picture,
      alt: t('mail.picture', { name: product.name, color: product.color }),
    };
  const paper = {
    width: '100%',
    backgroundColor: light.raised,
    border: `1px solid ${light.line}`,
    borderTop: `6px solid ${light.accent}`,
    borderCollapse: 'separate',
  } as const;
  const table = h(
    'table',
    { role: 'presentation', cellPadding: 0, cellSpacing: 0, className: 'raised edge band', style: paper },
    h(
      'tbody',
      null,
      shown && h('tr', null, part.picture(dress, shown)),
      row(part.orderNumber(dress, t('mail.order_number'), mail.orderNo)),
      content.lines.length > 0 && row(part.amounts(dress, content.lines)),
      ...content.facts.map((fact) => row(part.fact(dress, fact))),
    ),
  );
  return padded(0, table);
}

const next = (t: Translate, dress: Dress, { steps }: MailContent): ReactNode[] =>
  steps.length === 0
    ? []
    : [
        part.cell(
          { className: 'pad', style: { padding: '40px 32px 0' } },
          h(
            Heading,
            { as: 'h2', ...ink(dress, 24, { margin: '0 0 16px', fontWeight: 700 }) },
            t('mail.next'),
          ),
          part.steps(dress, steps),
        ),
      ];

/** Whom to ask, why this came, and who stands behind it. */
function closing(t: Translate, dress: Dress, { orderNo }: OrderMail): ReactNode {
  const { name, address, register, vatId } = shop.company;
  const line = { paddingTop: 16, borderTop: `1px solid ${dress.light.line}` };
  const contact = t.rich('mail.contact', {
    no: () => h('span', { style: { whiteSpace: 'nowrap' } }, orderNo),
    mail: () => part.mailTo(dress, shop.supportEmail),
  });
  return part.cell(
    { className: 'pad', style: { padding: '32px 32px 0' } },
    h(
      'div',
      { className: 'edge', style: line },
      h('div', paleInk(dress, 14, { paddingBottom: 8 }), contact),
      h('div', paleInk(dress, 14, { paddingBottom: 8 }), t('mail.reason')),
      h('div', paleInk(dress, 12), `${name}, ${address}. ${register}, ${vatId}`),
    ),
  );
}
