import { describe, expect, it } from 'vitest';
import { areas } from './areas.ts';
import { commandOf, keyHelp, type Press } from './keymap.ts';

const press = (key: string, more: Partial<Press> = {}) =>
  commandOf({ key, isHeld: false, isTyping: false, isGoing: false, areKeysOn: true, role: 'admin', ...more });

describe('the keys of the console', () => {
  it('search, move, close, replay and help', () => {
    expect(['/', 'j', 'k', 'Escape', 'r', '?'].map((key) => press(key)?.kind)).toEqual([
      'search',
      'move',
      'move',
      'close',
      'replay',
      'help',
    ]);
  });

  it('lead to every area by a letter of its own', () => {
    expect(new Set(areas.map(({ key }) => key)).size).toBe(areas.length);
    for (const { key, href } of areas) expect(press(key, { isGoing: true })).toEqual({ kind: 'go', href });
  });

  it('lead nowhere the role does not reach', () => {
    expect(press('p', { isGoing: true, role: 'operator' })).toBeNull();
    expect(keyHelp('operator').map(([, what]) => what)).not.toContain('Privacy');
    expect(keyHelp('admin').map(([, what]) => what)).toContain('Privacy');
  });

  it('do nothing in a field and with other keys held, and single ones not when they are turned off', () => {
    for (const key of ['/', 'j', 'r', 'g', '?']) {
      expect(press(key, { isTyping: true })).toBeNull();
      expect(press(key, { isHeld: true })).toBeNull();
      expect(press(key, { areKeysOn: false })).toBeNull();
    }
    expect(press('k', { isHeld: true, areKeysOn: false })).toEqual({ kind: 'palette' });
    expect(press('Escape', { areKeysOn: false })).toEqual({ kind: 'close' });
  });
});
