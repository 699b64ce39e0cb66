import { expect, it } from 'vitest';
import { sinceMoment } from './since.ts';

const now = new Date('2026-11-28T12:00:00Z');

it.each([
  ['90m', '2026-11-28T10:30:00.000Z'],
  ['2h', '2026-11-28T10:00:00.000Z'],
  ['7d', '2026-11-21T12:00:00.000Z'],
  ['2026-11-28T10:00Z', '2026-11-28T10:00:00.000Z'],
  ['2026-11-01', '2026-11-01T00:00:00.000Z'],
])('takes %s for %s', (text, moment) => {
  expect(sinceMoment(text, now)?.toISOString()).toBe(moment);
});

it.each(['', 'yesterday', '2', 'h', '2w', '-2h', '99999d', '2026-13-45', '1.5h'])(
  'takes %j for nothing',
  (text) => {
    expect(sinceMoment(text, now)).toBeNull();
  },
);
