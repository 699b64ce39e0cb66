import * as fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readWalls, ruleNames, type Walls } from '#scripts/walls.ts';
import { plant, plants } from './planted.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'walls-'));
const rules = Object.keys(plants);

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

function cruise(name: string, files: Record<string, string>): Walls {
  plant(path.join(folder, name), files);
  return readWalls(path.join(folder, name));
}

describe('the walls', () => {
  let planted: Walls;
  beforeAll(() => {
    const files = Object.values(plants).map(({ file, source }) => [file, source]);
    planted = cruise('planted', Object.fromEntries(files));
  });

  it('has a planted violation for every rule', async () => {
    expect(rules.toSorted()).toEqual((await ruleNames()).toSorted());
  });

  it.each(rules)('reports a violation of %s by its name', (rule) => {
    const reported = planted.crossings.filter((crossing) => crossing.rule === rule);
    // A cycle is reported at either end.
    expect(reported.flatMap(({ from, to }) => [from, to])).toContain(plants[rule]?.file);
  });

  it('lets everything through that keeps to the rules', () => {
    expect(cruise('clean', {}).crossings).toEqual([]);
  });

  it('reads package imports, types, re-exports, late imports and JSX alike', () => {
    expect([...planted.edges]).toEqual(
      expect.arrayContaining([
        'src/services/start-checkout.ts -> src/libs/Logger.ts',
        'src/services/bad-adapter.ts -> src/libs/store/memory/memory-store.ts',
        'src/libs/klaviyo/klaviyo-client.ts -> node_modules/klaviyo-api/index.js',
        'src/app/page.tsx -> src/components/Button.tsx',
      ]),
    );
  });
});

describe('this repository', () => {
  it('is read whole: every source file of the product is among the modules', () => {
    const root = path.resolve(import.meta.dirname, '../..');
    const { modules } = readWalls();
    const sources = fs.globSync('src/**/*.{ts,tsx}', { cwd: root }).filter((file) => !file.endsWith('.d.ts'));
    expect(sources.length).toBeGreaterThan(60);
    expect(sources.filter((file) => !modules.includes(file))).toEqual([]);
  });
});
