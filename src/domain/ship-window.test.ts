import { describe, expect, it } from 'vitest';
import { shipWindowText } from './ship-window.ts';

const march = { from: '2027-03-01', to: '2027-03-12', batch: '02' };
const acrossMonths = { from: '2027-02-25', to: '2027-03-12', batch: '02' };

describe('shipWindowText', () => {
  it.each([
    ['en-GB', ' – ', march, '1–12 March 2027'],
    ['en-GB', ' – ', acrossMonths, '25 February 2027 – 12 March 2027'],
    ['zh-CN', '至', march, '2027 年 3 月 1 日至 12 日'],
    ['zh-CN', '至', acrossMonths, '2027 年 2 月 25 日至 2027 年 3 月 12 日'],
    ['ja-JP', '〜', march, '2027年3月1日〜12日'],
    ['ja-JP', '〜', acrossMonths, '2027年2月25日〜2027年3月12日'],
    ['es-ES', ' al ', march, '1 al 12 de marzo de 2027'],
    ['es-ES', ' al ', acrossMonths, '25 de febrero de 2027 al 12 de marzo de 2027'],
  ])('writes the window in %s the way people do', (locale, between, window, expected) => {
    expect(shipWindowText(window, locale, between)).toBe(expected);
  });
});
