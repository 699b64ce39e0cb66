import { describe, expect, it } from 'vitest';
import { classOfError } from './error-class.ts';

const named = (name: string): Error => Object.assign(new Error('x'), { name });

describe('classOfError', () => {
  it.each([
    ['Chromium losing the connection', new TypeError('Failed to fetch')],
    ['Firefox losing the connection', new TypeError('NetworkError when attempting to fetch resource.')],
    ['Safari losing the connection', new TypeError('Load failed')],
  ])('counts %s as network', (_, error) => {
    expect(classOfError(error)).toEqual({ kind: 'network', stale: false });
  });

  it('asks for a fresh page when the shop behind it was deployed anew', () => {
    expect(classOfError(named('UnrecognizedActionError'))).toEqual({ kind: 'network', stale: true });
  });

  it('counts what our server threw as ours to fix', () => {
    expect(classOfError(Object.assign(new Error('x'), { digest: '42' })).kind).toBe('configuration');
  });

  it('counts everything else as a payment that did not start', () => {
    expect(classOfError(new TypeError('x is not a function')).kind).toBe('payment');
    expect(classOfError('text').kind).toBe('payment');
  });
});
