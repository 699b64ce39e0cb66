import type { CSSProperties } from 'react';
import type { Locale } from '#libs/I18n.ts';
import { type Palette, paletteOf, type Tint } from './palette.ts';

/** What a mail wears: its colours in both themes and the type of its language. */
export type Dress = {
  readonly light: Palette;
  readonly dark: Palette;
  readonly fonts: string;
  readonly headline: Headline;
};

/** Sizes in pixels; Chinese and Japanese are set a step smaller and lighter, and never tightened. */
type Headline = { readonly size: number; readonly phoneSize: number; readonly style: CSSProperties };

const latin: Headline = {
  size: 36,
  phoneSize: 30,
  style: { margin: 0, fontWeight: 700, letterSpacing: '-0.8px', textWrap: 'balance' },
};
const han: Headline = {
  size: 31,
  phoneSize: 26,
  style: {
    margin: 0,
    fontWeight: 500,
    lineHeight: '1.3',
    textWrap: 'balance',
    wordBreak: 'auto-phrase',
    overflowWrap: 'anywhere',
  },
};

const fallbacks = {
  en: "'PingFang SC','Noto Sans CJK SC','Microsoft YaHei'",
  zh: "'PingFang SC','Noto Sans CJK SC','Noto Sans SC','Microsoft YaHei'",
  ja: "'Hiragino Sans','Noto Sans CJK JP','Noto Sans JP','Yu Gothic',Meiryo",
  es: "'PingFang SC','Noto Sans CJK SC','Microsoft YaHei'",
} satisfies Record<Locale, string>;

export const dressOf = (tint: Tint | null, language: Locale): Dress => ({
  light: paletteOf(tint, 'light'),
  dark: paletteOf(tint, 'dark'),
  headline: language === 'zh' || language === 'ja' ? han : latin,
  fonts: `'Helvetica Neue',Helvetica,Arial,${fallbacks[language]},sans-serif`,
});

export const mono = "'SFMono-Regular',Menlo,Consolas,'Liberation Mono',monospace";

type Look = { readonly className: string; readonly style: CSSProperties };

/** Text in one of the two inks; the class is what the dark theme takes hold of. */
export const ink = ({ light, fonts }: Dress, size: number, style: CSSProperties = {}): Look => ({
  className: 'ink',
  style: { color: light.ink, ...typeOf(fonts, size), ...style },
});
export const paleInk = ({ light, fonts }: Dress, size: number, style: CSSProperties = {}): Look => ({
  className: 'ink2',
  style: { color: light.ink2, ...typeOf(fonts, size), ...style },
});

const typeOf = (fontFamily: string, size: number): CSSProperties => ({
  fontFamily,
  fontSize: `${size}px`,
  lineHeight: `${Math.round(size * (size > 24 ? 1.12 : 1.5))}px`,
});

/** What inline styles cannot say: narrow screens, and the dark theme, also as Outlook's own apps do it. */
export function styleSheet({ dark, headline }: Dress): string {
  const rules: [string, string][] = [
    ['.paper,.paper>table>tbody>tr>td', `background-color:${dark.paper}`],
    ['.raised', `background-color:${dark.raised}`],
    ['.stage', `background-color:${dark.stage}`],
    ['.edge', `border-color:${dark.line}`],
    ['.glass', `border-color:${dark.line}`],
    ['.band', `border-top-color:${dark.accent}`],
    ['.ink', `color:${dark.ink}`],
    ['.ink2', `color:${dark.ink2}`],
    ['.eye', `background-color:${dark.ink}`],
    ['.press', `background-color:${dark.accent};color:${dark.onAccent}`],
  ];
  const important = (declarations: string) => `${declarations.replaceAll(';', ' !important;')} !important`;
  const shown = rules.map(([selector, set]) => `${selector}{${important(set)}}`).join('');
  const outlook = rules.map(([selector, set]) => `${outlookSelector(selector, set)}{${important(set)}}`);
  return [
    ':root{color-scheme:light dark;supported-color-schemes:light dark}',
    `@media (max-width:480px){${narrow(headline)}}`,
    `@media (prefers-color-scheme:dark){${shown}}`,
    ...outlook,
  ].join('\n');
}

const narrow = ({ phoneSize }: Headline): string =>
  [
    '.pad{padding-left:20px !important;padding-right:20px !important}',
    `.h{font-size:${phoneSize}px !important;line-height:${Math.round(phoneSize * 1.2)}px !important}`,
    '.half{display:block !important;width:100% !important;padding-right:0 !important}',
  ].join('');

/** https://www.litmus.com/blog/the-ultimate-guide-to-dark-mode-for-email-marketers */
const outlookSelector = (selector: string, set: string): string =>
  selector
    .split(',')
    .map((one) => `[${set.startsWith('background') ? 'data-ogsb' : 'data-ogsc'}] ${one}`)
    .join(',');
