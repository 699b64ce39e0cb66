import { describe, expect, it } from 'vitest';
import { isPermissive, missingFromLock, unwelcomeLicences } from './lock.ts';

describe('the lock', () => {
  it('is incomplete when a platform package is named but not locked', () => {
    const wants = {
      version: '1.0.0',
      optionalDependencies: { '@tool/linux': '1.0.0', '@tool/mac': '1.0.0' },
    };
    const packages = { 'node_modules/tool': wants, 'node_modules/@tool/linux': { version: '1.0.0' } };
    expect(missingFromLock({ packages })).toEqual(['@tool/mac@1.0.0, wanted by node_modules/tool 1.0.0']);
  });

  it('is complete when the platform package is nested below the one that wants it', () => {
    const packages = {
      'node_modules/tool': { optionalDependencies: { '@tool/linux': '1.0.0' } },
      'node_modules/tool/node_modules/@tool/linux': { version: '1.0.0' },
    };
    expect(missingFromLock({ packages })).toEqual([]);
  });
});

describe('a licence', () => {
  it.each([
    ['MIT', true],
    ['GPL-3.0-only', false],
    ['MIT OR GPL-3.0-only', true],
    ['MIT AND GPL-3.0-only', false],
    ['(MIT AND Zlib)', true],
    ['(GPL-2.0-only OR MIT) AND ISC', true],
    ['SEE LICENSE IN LICENSE', false],
    ['', false],
  ])('%s may be used freely: %s', (expression, expected) => {
    expect(isPermissive(expression)).toBe(expected);
  });

  it('that is excepted for one package is not excepted for another', () => {
    const entry = { version: '1.0.0', license: 'MPL-2.0' };
    const packages = { 'node_modules/lightningcss': entry, 'node_modules/other': entry };
    expect(unwelcomeLicences({ packages })).toEqual(['other@1.0.0: MPL-2.0']);
  });
});
