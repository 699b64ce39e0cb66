import { expect, it } from 'vitest';
import { readReplayOptions } from './options.ts';

const now = new Date('2026-11-28T12:00:00Z');
const since = new Date('2026-11-28T10:00:00Z');

it('looks for what failed unless it is told otherwise, and writes nothing in a dry run', () => {
  expect(readReplayOptions(now, ['--since', '2h', '--dry-run'])).toEqual({
    what: { since, status: 'failed' },
    reason: null,
  });
  expect(readReplayOptions(now, ['--since', '2h', '--status', 'ignored', '--reason', 'why'])).toEqual({
    what: { since, status: 'ignored' },
    reason: 'why',
  });
});

it('takes each id once', () => {
  const ids = ['--id', 'evt_00000001', '--id', 'pi_00000001', '--id', 'evt_00000001'];
  expect(readReplayOptions(now, [...ids, '--reason', 'why']).what).toEqual({
    ids: ['evt_00000001', 'pi_00000001'],
  });
});

it.each([
  ['nothing', []],
  ['no reason', ['--since', '2h']],
  ['a blank reason', ['--since', '2h', '--reason', ' ']],
  ['an odd time', ['--since', 'yesterday', '--dry-run']],
  ['an odd status', ['--since', '2h', '--status', 'lost', '--dry-run']],
  ['a time and an id', ['--since', '2h', '--id', 'evt_00000001', '--dry-run']],
  ['a status of an id', ['--id', 'evt_00000001', '--status', 'failed', '--dry-run']],
  ['what it does not know', ['--all']],
])('refuses %s and says how to ask', (_, args) => {
  expect(() => readReplayOptions(now, args)).toThrow('Usage: npm run replay');
});
