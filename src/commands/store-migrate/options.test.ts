import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { MoveRefusal } from '#libs/store/move/begin.ts';
import { readOptions } from './options.ts';

describe('the command line of a move', () => {
  it('names a route, and keeps its cursor under the name of the route', () => {
    expect(readOptions(['--from', 'postgres', '--to', 'firestore'])).toEqual({
      task: 'move',
      route: { from: 'postgres', to: 'firestore' },
      ...{ merge: false, restart: false },
      cursor: path.join('.data', 'store-migrate', 'postgres-to-firestore.json'),
    });
  });

  it.each([
    ['--dry-run', 'dry run'],
    ['--cut-over', 'cut-over'],
  ])('%s is the task', (flag, task) => {
    expect(readOptions(['--from', 'firestore', '--to', 'postgres', flag])).toMatchObject({ task });
  });

  it('can be a thaw alone', () => {
    expect(readOptions(['--thaw', 'firestore'])).toEqual({ task: 'thaw', store: 'firestore' });
  });

  it.each([
    [[]],
    [['--to', 'firestore']],
    [['--from', 'mysql', '--to', 'postgres']],
    [['--from', 'postgres', '--to', 'postgres']],
    [['--from', 'postgres', '--to', 'firestore', '--yes']],
    [['--from', 'postgres', '--to', 'firestore', '--dry-run', '--cut-over']],
    [['--thaw', 'everything']],
    [['postgres', 'firestore']],
  ])('answers %j with the usage', (args) => {
    expect(() => readOptions(args)).toThrow(MoveRefusal);
    expect(() => readOptions(args)).toThrow(/^Usage: npm run store:migrate/);
  });
});
