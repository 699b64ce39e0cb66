import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';

const programs = ['bootstrap.mjs', 'install-state.mjs'];
let folder: string;

/** A checkout whose only dependency lies beside it, so that npm needs no network. */
beforeEach(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'rolitt-bootstrap-')));
  const write = (file: string, content: object) => {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), JSON.stringify(content));
  };
  const root = { name: 'shop', version: '1.0.0', dependencies: { part: 'file:part' } };
  write('package.json', root);
  write('part/package.json', { name: 'part', version: '1.0.0' });
  const packages = {
    '': root,
    'node_modules/part': { resolved: 'part', link: true },
    part: { version: '1.0.0' },
  };
  write('package-lock.json', {
    name: 'shop',
    version: '1.0.0',
    lockfileVersion: 3,
    requires: true,
    packages,
  });
  fs.mkdirSync(path.join(folder, 'scripts'));
  for (const name of programs)
    fs.copyFileSync(path.join(import.meta.dirname, name), path.join(folder, 'scripts', name));
});

afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

function bootstrap(node = process.execPath, env: Record<string, string> = {}) {
  const { VERCEL: _, ...outer } = process.env;
  const result = spawnSync(node, ['scripts/bootstrap.mjs'], {
    cwd: folder,
    env: { ...outer, ...env } as NodeJS.ProcessEnv,
    encoding: 'utf8',
  });
  return { status: result.status, output: `${result.stdout}${result.stderr}` };
}

const link = () => path.join(folder, 'node_modules', '.bin', 'node');

it('installs once, and has nothing to say afterwards', () => {
  expect(bootstrap()).toMatchObject({ status: 0, output: expect.stringContaining('packages installed') });
  expect(bootstrap()).toEqual({ status: 0, output: '' });
});

it.runIf(process.platform === 'linux')('keeps its own Node linked when a later run installs again', () => {
  const own = path.join(folder, '.node', 'bin', 'node');
  fs.mkdirSync(path.dirname(own), { recursive: true });
  fs.copyFileSync(process.execPath, own);

  expect(bootstrap(own).status).toBe(0);
  expect(fs.realpathSync(link())).toBe(own);

  fs.rmSync(path.join(folder, 'node_modules', '.package-lock.json'));
  expect(bootstrap(own).output).toContain('packages installed');
  expect(fs.realpathSync(link())).toBe(own);
});

it('leaves a Node that is new enough alone', () => {
  bootstrap();
  expect(fs.existsSync(link())).toBe(false);
});

it('installs nothing on Vercel, which did so already', () => {
  expect(bootstrap(process.execPath, { VERCEL: '1' })).toEqual({ status: 0, output: '' });
  expect(fs.existsSync(path.join(folder, 'node_modules'))).toBe(false);
});
