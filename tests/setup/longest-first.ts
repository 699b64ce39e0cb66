import type { TestSpecification } from 'vitest/node';
import { BaseSequencer } from 'vitest/node';

/** Files that take long, the longest first; some of them mostly wait. */
const long = [
  'tests/http/stock',
  'tests/crash/kill-anywhere',
  'tests/http/orders',
  'tests/crash/exceptions',
  'tests/commands/store-migrate',
  'tests/contract/store/transfer',
  'tests/http/webhooks',
  'tests/identity/shop',
  'tests/move/there-and-back',
  'tests/http/console/access',
  'tests/integration/stock-crowd',
  'tests/properties/event-order',
  'tests/commands/doctor',
];

const rank = ({ moduleId }: TestSpecification): number => {
  const place = long.findIndex((name) => moduleId.endsWith(`${name}.test.ts`));
  return place === -1 ? long.length : place;
};

/** Starts what takes long first, so that no worker is left alone with it at the end; nobody remembers durations in a fresh checkout. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}
