import { describe, expect, it } from 'vitest';
import { type ErrorLine, groupErrors, patternOf } from './error-pattern.ts';

describe('the pattern of an error', () => {
  it.each([
    [
      'Klaviyo answered 400 (/data/attributes at 3).',
      'Klaviyo answered ‹number› (/data/attributes at ‹number›).',
    ],
    ['No order for pi_3QabcDEF1234567.', 'No order for ‹id›.'],
    ['Paid 279.00 USD for ROL-7K2M9QXD.', 'Paid ‹number› USD for ‹id›.'],
    ['No mail for ada+shop@mail.example.com.', 'No mail for ‹address›.'],
    ['See https://example.com/a?b=1 and V1StGXR8_Z5jdHi6B-myT.', 'See ‹url› and ‹id›.'],
    ['Processing broke down with StoreConflictError.', 'Processing broke down with StoreConflictError.'],
  ])('%j', (text, pattern) => expect(patternOf(text)).toBe(pattern));

  it('holds no address of anybody', () => expect(patternOf('a@b.example, c.d@e.example')).not.toContain('@'));
});

it('groups errors that differ in particulars, with first and last sight and how many', () => {
  const line = (text: string, minute: number, source: ErrorLine['source'] = 'event'): ErrorLine => ({
    ...{ source, text, href: `/${minute}`, at: new Date(Date.UTC(2026, 10, 20, 12, minute)) },
  });
  const lines = [
    line('No order for pi_123456789.', 3),
    line('Broken.', 2),
    line('No order for pi_987654321.', 1),
  ];
  expect(groupErrors([...lines, line('Broken.', 4, 'message')])).toMatchObject([
    { source: 'message', pattern: 'Broken.', count: 1 },
    { pattern: 'No order for ‹id›.', count: 2, firstSeen: lines[2]?.at, lastSeen: lines[0]?.at, href: '/3' },
    { source: 'event', pattern: 'Broken.', count: 1 },
  ]);
});
