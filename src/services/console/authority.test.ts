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
const withoutRole = new Set(['change', 'countVerdicts', 'deliveryQuery', 'findEvent', 'withOrderNumbers']);

/** What a viewer may do. Everything else is an operator's or an admin's; whoever adds to it thinks twice. */
const viewers = new Set([
  'campaignRevenue',
  'deliveries',
  'delivery',
  'deliveryCounts',
  'everyDelivery',
  'examineSettings',
  'metricCounts',
  'metricPage',
  'orderAnnouncements',
]);

type Service = (app: unknown, operator: Operator, order: unknown) => unknown;
type Named = readonly [name: string, service: Service];

async function servicesOf(file: string): Promise<Named[]> {
  const module = (await import(file)) as Record<string, unknown>;
  return Object.entries(module).filter((entry): entry is [string, Service] => isFunction(entry[1]));
}

const isFunction = (value: unknown): boolean =>
  typeof value === 'function' && !(value.prototype instanceof Error);

/** Touching it is too early: nobody has asked for the role yet. */
const untouched = new Proxy(
  {},
  {
    get(_, name) {
      throw new Error(`The context was touched (${String(name)}) before the role was asked for.`);
    },
  },
);

const anything: object = new Proxy(() => anything, { get: () => undefined });

async function call(service: Service, operator: Operator): Promise<unknown> {
  const answer = await service(untouched, operator, anything);
  const isStream = typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer;
  return isStream ? (answer as AsyncIterableIterator<unknown>)[Symbol.asyncIterator]().next() : answer;
}

const services = (await Promise.all(filesIn(here).map(servicesOf))).flat();
const asking = services.filter(([name]) => !withoutRole.has(name));
const mira: Operator = { name: 'mira', role: 'viewer' };

describe('every service of the console', () => {
  it.each(asking)('%s does nothing for somebody without any role', async (_, service) => {
    const nobody = { name: 'nobody', role: 'nothing' as Role };
    await expect((async () => call(service, nobody))()).rejects.toThrow(NotAllowedError);
  });

  it.each(asking.filter(([name]) => !viewers.has(name)))('%s is not for viewers', async (_, service) => {
    await expect((async () => call(service, mira))()).rejects.toThrow(NotAllowedError);
  });

  it('is on one of the lists as long as it exists, and no longer', () => {
    const names = services.map(([name]) => name);
    expect([...viewers, ...withoutRole].filter((name) => !names.includes(name))).toEqual([]);
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
