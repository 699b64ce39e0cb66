import { expect, it } from 'vitest';
import { isAlive, parsePidFile } from './postgres-pid.ts';

it('reads the process and the port of a running server', () => {
  const text = '4711\n/data\n1795223309\n5433\n\n127.0.0.1\n  1234 0\nready   \n';
  expect(parsePidFile(text)).toEqual({ pid: 4711, port: 5433 });
});

it('reads the process alone while the server is still starting', () => {
  expect(parsePidFile('4711\n/data\n1795223309\n')).toEqual({ pid: 4711, port: undefined });
});

it('reads nothing from a file that was cut off', () => {
  expect(parsePidFile('')).toBeUndefined();
});

it.runIf(process.platform === 'linux')('does not take another program for a server after a reboot', () => {
  expect(isAlive(process.pid)).toBe(false);
});
