import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { checks } from './checks.ts';
import { breaksOf, type Catalogue, type CataloguedEvent, currentCatalogue } from './event-catalogue.ts';

const current = currentCatalogue();
const folder = mkdtempSync(join(tmpdir(), 'catalogue-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The catalogue as it would have been published if one event had been different. */
function published(metric: string, change: (event: CataloguedEvent) => object): Catalogue {
  const events = current.events.map((event) =>
    event.metric === metric ? { ...event, ...change(event) } : event,
  );
  return { ...current, events };
}

const withProperty = (name: string, shape: object) => (event: CataloguedEvent) => ({
  properties: { ...event.properties, [name]: shape },
});

describe('the check of the marketing events', () => {
  it('has nothing to say about what stays as it was published', () => {
    expect(breaksOf(current, current)).toEqual([]);
  });

  it('lets a property come in', () => {
    const before = published('Placed Order', ({ properties }) => {
      const { Color: _color, ...others } = properties as Record<string, object>;
      return { properties: others };
    });
    expect(breaksOf(before, current)).toEqual([]);
  });

  it.each([
    ['a property that is gone', withProperty('Gone', { type: 'string' }), /Gone was removed or renamed/],
    ['another type', withProperty('Color', { type: 'number' }), /Color was number and is string/],
    [
      'a property that is gone from a line',
      withProperty('Items', {
        type: 'array',
        items: { type: 'object', properties: { Colour: { type: 'string' } } },
      }),
      /Items\[\]\.Colour was removed/,
    ],
    ['another rule of the id', () => ({ uniqueIdRule: 'Something else.' }), /uniqueIdRule changed/],
    ['a lower version', ({ version }: CataloguedEvent) => ({ version: version + 1 }), /went back/],
  ])('fails for %s under the same version', (_, change, sentence) => {
    expect(breaksOf(published('Placed Order', change), current)).toEqual([expect.stringMatching(sentence)]);
  });

  it('fails for a metric that is gone, and for a version without its line in the changelog', () => {
    const less = { ...current, events: current.events.slice(1) };
    expect(breaksOf(current, less)).toEqual([expect.stringContaining('Started Checkout was removed')]);
    const silent = published('Delivered', ({ version }) => ({ version: version + 1 }));
    expect(breaksOf(current, silent)).toEqual([expect.stringContaining('changelog')]);
  });

  it('accepts the same removal with a new version and its line in the changelog', () => {
    const bumped = published('Placed Order', ({ version, changelog, properties }) => {
      const { Color: _color, ...others } = properties as Record<string, object>;
      return { version: version + 1, changelog: [...changelog, 'No colour.'], properties: others };
    });
    expect(breaksOf(current, bumped)).toEqual([]);
  });

  it('is one of the checks, and fails them', () => {
    const check = checks.find(({ name }) => name === 'marketing events');
    const [args = []] = check?.commands ?? [];
    const file = join(folder, 'published.json');
    writeFileSync(file, JSON.stringify(published('Placed Order', withProperty('Gone', { type: 'string' }))));
    const run = (...more: string[]) =>
      spawnSync(process.execPath, [...args, ...more], {
        cwd: join(import.meta.dirname, '..'),
        encoding: 'utf8',
      });
    expect(run()).toMatchObject({ status: 0, stdout: '' });
    expect(run('--published', file)).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('Placed Order: Gone was removed or renamed without a new version.'),
    });
  });
});
