import { describe, expect, it } from 'vitest';
import { explainNpmFailure, isAtLeast, nodePackageFor, whyStale } from './install-state.mjs';

const linux = { platform: 'linux', arch: 'x64' };
const lock = {
  packages: {
    '': { dependencies: { shop: '1.0.0' }, devDependencies: { tool: '2.0.0' } },
    'node_modules/shop': { version: '1.0.0', optionalDependencies: { store: '3.0.0', 'fast-mac': '1.0.0' } },
    'node_modules/shop/node_modules/store': { version: '3.0.0', optional: true, engines: { node: '>=22' } },
    'node_modules/fast-mac': {
      version: '1.0.0',
      optional: true,
      os: ['darwin'],
      dependencies: { glue: '1.0.0' },
    },
    'node_modules/glue': { version: '1.0.0', optional: true },
    'node_modules/tool': { version: '2.0.0' },
  },
};
const complete = {
  packages: {
    'node_modules/shop': { version: '1.0.0' },
    'node_modules/shop/node_modules/store': { version: '3.0.0' },
    'node_modules/tool': { version: '2.0.0' },
  },
};
const without = (path: string) => ({
  packages: Object.fromEntries(Object.entries(complete.packages).filter(([name]) => name !== path)),
});

describe('an install', () => {
  it('is left alone when it holds everything this platform can have', () => {
    expect(whyStale(lock, complete, linux)).toBeUndefined();
  });

  it('is redone when there is none', () => {
    expect(whyStale(lock, undefined, linux)).toContain('not installed yet');
  });

  it('is redone when an old Node left out an optional package', () => {
    expect(whyStale(lock, without('node_modules/shop/node_modules/store'), linux)).toContain(
      'store is missing',
    );
  });

  it('is redone when a development tool is missing', () => {
    expect(whyStale(lock, without('node_modules/tool'), linux)).toContain('tool is missing');
  });

  it('is redone when the lock has moved on', () => {
    const older = { packages: { ...complete.packages, 'node_modules/tool': { version: '1.9.0' } } };
    expect(whyStale(lock, older, linux)).toContain('does not match');
  });

  it('is redone when it was made for another platform', () => {
    expect(whyStale(lock, complete, { platform: 'darwin', arch: 'arm64' })).toContain('fast-mac is missing');
  });
});

describe('the Node version', () => {
  it.each([
    ['v22.18.0', true],
    ['v22.17.9', false],
    ['v24.0.0', true],
    ['v20.20.2', false],
    ['v22.18.1-nightly', true],
  ])('%s is new enough: %s', (version, expected) => {
    expect(isAtLeast(version, '22.18.0')).toBe(expected);
  });

  it('can be brought to every platform that the registry serves, and is new enough there', () => {
    for (const [platform, arch] of [
      ['linux', 'x64'],
      ['linux', 'arm64'],
      ['darwin', 'x64'],
      ['darwin', 'arm64'],
      ['win32', 'x64'],
    ] as const) {
      expect(isAtLeast(nodePackageFor(platform, arch)?.version ?? '0', '22.18.0')).toBe(true);
    }
    expect(nodePackageFor('sunos', 'x64')).toBeUndefined();
  });
});

it('says in a sentence why npm failed, and nothing it does not know', () => {
  const registry = 'https://registry.example/';
  expect(explainNpmFailure('npm error code ENOTFOUND', registry)).toContain(registry);
  expect(explainNpmFailure('npm error code EACCES', registry)).toContain('belongs to you');
  expect(explainNpmFailure('npm error code E404', registry)).toBeUndefined();
});
