import * as fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { NotAllowedError, type Operator, type Role } from '#domain/operator.ts';

const here = import.meta.dirname;
const source = path.resolve(here, '../..');

const filesIn = (folder: string): string[] =>
  fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(?<!\.test)\.tsx?$/.test(file))
    .map((file) => path.join(folder, file));

/** What services of this folder share among themselves and with commands. No door may know it, because it asks nobody's role. */
const withoutRole = new Set([
  'change',
  'colourStock',
  'deliveryQuery',
  'findEvent',
  'lookThrough',
  'orderNumbers',
  'withOrderNumbers',
]);

/** Reads nothing and does nothing: it counts what it is given. */
const harmless = new Set(['countVerdicts']);

type Service = (app: unknown, operator: Operator, order: unknown) => unknown;
type Named = readonly [name: string, service: Service];

async function servicesOf(file: string): Promise<Named[]> {
  const module = (await import(file)) as Record<string, unknown>;
  return Object.entries(module).filter((entry): entry is [string, Service] => isFunction(entry[1]));
}

const isFunction = (value: unknown): boolean =>
  typeof value === 'function' && !(value.prototype instanceof Error);

/** Whatever is asked of it is asked too early: nobody has looked at the role yet. */
const untouched: object = new Proxy(() => {}, {
  get: () => untouched,
  apply() {
    throw new Error('The world was asked for something before the role was looked at.');
  },
});

/** An order of any form: whatever is read of it is there, and empty. */
const anything: object = new Proxy(() => anything, {
  get: (_, name) => (name === Symbol.iterator ? () => [].values() : anything),
});

async function call(service: Service, operator: Operator): Promise<unknown> {
  const answer = await service(untouched, operator, anything);
  const isStream = typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer;
  return isStream ? (answer as AsyncIterableIterator<unknown>)[Symbol.asyncIterator]().next() : answer;
}

const files = filesIn(here);
const services = (await Promise.all(files.map(servicesOf))).flat();
const asks = ([name]: Named): boolean => !withoutRole.has(name) && !harmless.has(name);
const acts = (await Promise.all(files.filter((file) => !file.includes('/queries/')).map(servicesOf))).flat();
const mira: Operator = { name: 'mira', role: 'viewer' };

describe('every service of the console', () => {
  it.each(services.filter(asks))('%s does nothing for somebody without any role', async (_, service) => {
    const nobody = { name: 'nobody', role: 'nothing' as Role };
    await expect((async () => call(service, nobody))()).rejects.toThrow(NotAllowedError);
  });

  it.each(acts.filter(asks))('%s acts or looks behind a mask, and is not for viewers', async (_, service) => {
    await expect((async () => call(service, mira))()).rejects.toThrow(NotAllowedError);
  });

  it('is on a list of exceptions as long as it exists, and no longer', () => {
    const names = services.map(([name]) => name);
    expect([...withoutRole, ...harmless].filter((name) => !names.includes(name))).toEqual([]);
  });

  it('that asks for no role is out of reach of pages, actions and routes', () => {
    for (const file of filesIn(path.join(source, 'app'))) {
      const imported = [
        ...fs.readFileSync(file, 'utf8').matchAll(/import \{([^}]*)\} from '#services\/console/g),
      ];
      const names = imported.flatMap(([, list = '']) => list.split(/[\s,]+/));
      expect(names.filter((name) => withoutRole.has(name))).toEqual([]);
    }
  });
});
