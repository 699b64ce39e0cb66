import * as fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { exponentOf } from '#domain/money.ts';
import type { OrderMail } from '#domain/order-mail.ts';
import { loadCatalog } from '#libs/Catalog.ts';
import { locales } from '#libs/I18n.ts';
import { sampleMails } from '#scripts/email-samples.ts';
import { paletteOf } from './palette.ts';
import { renderMail } from './render.ts';

const appUrl = 'https://shop.test';
const orderUrl = 'https://shop.test/orders/ROL-7K4M9Q2X/open?key=a.b&c=d';
const all = locales.flatMap((locale) =>
  Object.entries(sampleMails({ locale, appUrl })).map(([name, mail]) => [name, locale, mail] as const),
);
const [offer] = loadCatalog({}).offers;
const sample = (name: string, changes: Partial<OrderMail> = {}): OrderMail => {
  const mail = sampleMails({ locale: 'en', appUrl })[name];
  if (!mail) throw new Error(`There is no sample ${name}.`);
  return { ...mail, ...changes } as OrderMail;
};
const rendered = (name: string, changes: Partial<OrderMail> = {}) =>
  renderMail(sample(name, changes), { orderUrl });

/** These speak of the goods and name no amount. */
const wordsOnly: ReadonlySet<OrderMail['mail']> = new Set(['in-production', 'shipped']);

describe.each(all)('%s in %s', (_, locale, mail) => {
  it('is whole as a page and as text: language, number, amounts, whom to ask', async () => {
    const { html, text, subject } = await renderMail(mail, { orderUrl });
    expect(html).toContain(`lang="${locale}"`);
    for (const said of [html, text]) {
      expect(said).toContain(mail.orderNo);
      expect(said).toContain('help@rolitt.example');
      expect(said).not.toMatch(/undefined|NaN|\[object|Invalid|<(no|mail|u)>|\bmail\.\w+\.\w+/);
      expect(said).not.toMatch(/\{[a-zA-Z]+\}/);
    }
    expect(subject).not.toBe('');
    expect(text.startsWith(subject)).toBe(true);
    expect(text).not.toMatch(/<[a-z]/);
  });

  it('loads nothing but the one picture, runs nothing, and follows nobody', async () => {
    const { html } = await renderMail(mail, { orderUrl });
    expect(html).not.toMatch(/<(script|iframe|form|object|embed|link)\b|\son\w+=|javascript:|@import|url\(/i);
    const sources = [...html.matchAll(/\ssrc="([^"]+)"/g)].map(([, source]) => source);
    expect(sources.filter((source) => source !== mail.product?.picture)).toEqual([]);
    for (const [, width] of html.matchAll(/<img[^>]*\swidth="(\d+)"/g))
      expect(Number(width)).toBeGreaterThan(1);
    const links = [...html.matchAll(/\shref="([^"]+)"/g)].map(([, href]) => href ?? '');
    for (const href of links)
      expect(href).toMatch(/^(https:\/\/shop\.test\/|https:\/\/www\.dhl\.com\/|mailto:)/);
  });

  it('stays under the size at which mail programs cut off', async () => {
    const { html, text } = await renderMail(mail, { orderUrl });
    expect(Buffer.byteLength(html)).toBeLessThan(60_000);
    expect(Buffer.byteLength(text)).toBeLessThan(4_000);
  });

  it('writes amounts with the digits of their currency', async () => {
    const { text } = await renderMail(mail, { orderUrl });
    const digits = exponentOf(mail.currency);
    const amounts = text.match(new RegExp(`[\\d.,]*\\d\\u00a0${mail.currency}`, 'g')) ?? [];
    if (!wordsOnly.has(mail.mail)) expect(amounts.length).toBeGreaterThan(0);
    for (const amount of amounts) {
      const fraction = /[.,](\d+)\u00a0/.exec(digits === 0 ? '' : amount)?.[1] ?? '';
      expect(fraction).toHaveLength(digits);
      if (digits === 0) expect(amount).toMatch(/^\d{1,3}(,\d{3})*\u00a0/);
    }
  });
});

describe('a mail', () => {
  it('says first what happened to the money', async () => {
    const subjects = await Promise.all(
      [
        ...['order-confirmed', 'payment-pending', 'payment-failed', 'refunded', 'refunded-part'],
        ...['in-production', 'ship-date-moved', 'ship-date-moved-part', 'ship-date-moved-free'],
        ...['shipped', 'cancelled'],
      ].map(async (name) => (await rendered(name)).subject),
    );
    expect(subjects).toEqual([
      'We have your 299.00\u00a0USD. Sakura Pink is yours.',
      'Your bank is still moving 299.00\u00a0USD.',
      'No money was taken. Your bank did not complete the payment.',
      '299.00\u00a0USD is on its way back to you.',
      '99.66\u00a0USD of your 299.00\u00a0USD is on its way back to you.',
      'Everything is paid. Sakura Pink is being made.',
      'Your 299.00\u00a0USD stays paid. Sakura Pink ships later.',
      'Your 199.34\u00a0USD stays paid. Sakura Pink ships later.',
      'Nothing was paid. Sakura Pink ships later.',
      'Everything is paid. Sakura Pink is on its way to you.',
      'You get 299.00\u00a0USD back. Your order is cancelled.',
    ]);
  });

  it('names the ship window, and shows the way to the order only where there is one', async () => {
    const { html, text } = await rendered('order-confirmed');
    expect(text).toContain('It ships 1–12 March 2027, in batch 02.');
    expect(html).toContain(`href="${orderUrl.replace('&', '&amp;')}"`);
    expect(text).toContain(orderUrl);
    const without = await renderMail(sample('order-confirmed'), { orderUrl: null });
    expect(without.html).not.toContain('/orders/');
    expect(without.html).not.toContain('See my order');
  });

  it.each(['payment-pending', 'order-confirmed'])('%s: a hostile name stays text', async (mail) => {
    const evil = '<img src=x onerror=alert(1)>"\'&</table>\u202e';
    const address = { ...sample(mail).shippingAddress, name: evil, line1: '</td><script>', city: '{amount}' };
    const { html } = await rendered(mail, {
      name: evil,
      shippingAddress: address as OrderMail['shippingAddress'],
    });
    expect(html).not.toMatch(/<img src=x|<script|<\/td><script/);
    expect(html.match(/<table/g)?.length).toBe(html.match(/<\/table>/g)?.length);
  });

  it('in a language nobody speaks here is English', async () => {
    expect(await rendered('order-confirmed', { locale: '../../etc' })).toMatchObject({ language: 'en' });
  });

  it('is the same, byte for byte, however often it is written', async () => {
    expect(await rendered('order-confirmed')).toEqual(await rendered('order-confirmed'));
  });

  it('of a payment that came too late says that nothing was left', async () => {
    const { text } = await rendered('refunded', { soldOut: true } as Partial<OrderMail>);
    expect(text).toContain('Sakura Pink was sold out by the time your payment arrived');
  });

  it('has a picture that every program can show, for every colour', () => {
    const folder = path.resolve(import.meta.dirname, '../../public');
    for (const { id } of offer.variants) {
      const picture = sampleMails({ locale: 'en', variant: id, appUrl: '' })['order-confirmed']?.product
        ?.picture;
      expect(
        fs
          .readFileSync(path.join(folder, picture ?? ''))
          .subarray(1, 4)
          .toString(),
      ).toBe('PNG');
    }
  });
});

describe('what the shop promised to write about', () => {
  it('names the new and the old one, and offers to wait or to get everything back', async () => {
    const { html, text } = await rendered('ship-date-moved');
    for (const said of [
      'New shipping date:\nby 30 April 2027',
      'Old shipping date:\n1–12 March 2027',
      'If you wait: Nothing for you to do',
      'If you do not: You get 299.00\u00a0USD back',
      orderUrl,
    ])
      expect(text).toContain(said);
    expect(html).toContain(`href="${orderUrl.replace('&', '&amp;')}"`);
  });

  it('names it in a confirmation that is sent once more, too', async () => {
    const again = (await rendered('order-confirmed', { shipsBy: '2027-04-30' } as Partial<OrderMail>)).text;
    expect(again).toContain('It ships by 30 April 2027.');
    expect(again).not.toContain('March');
    const unmoved = { shipsBy: '2027-03-12' } as Partial<OrderMail>;
    expect(await rendered('order-confirmed', unmoved)).toEqual(await rendered('order-confirmed'));
  });

  it('names, once the goods are made, the day they ship now, wherever it was moved to', async () => {
    expect((await rendered('in-production')).text).toContain('It ships 1–12 March 2027;');
    const moved = { shipsBy: '2027-04-30' } as Partial<OrderMail>;
    expect((await rendered('in-production', moved)).text).toContain('It ships by 30 April 2027;');
    const open = { shipsBy: null } as Partial<OrderMail>;
    expect((await rendered('in-production', open)).text).not.toContain('ships');
  });
});

describe('the colours of a mail', () => {
  const tints = [null, ...offer.variants.map(({ tint }) => tint)];

  it.each(['light', 'dark'] as const)('are readable in every product colour, %s', (theme) => {
    for (const tint of tints) {
      const { paper, raised, stage, ink, ink2, accent, onAccent } = paletteOf(tint, theme);
      for (const ground of [paper, raised, stage]) expect(contrast(ink, ground)).toBeGreaterThanOrEqual(7);
      for (const ground of [paper, raised]) expect(contrast(ink2, ground)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(onAccent, accent)).toBeGreaterThanOrEqual(4.5);
    }
  });
});

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
