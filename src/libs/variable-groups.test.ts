import { expect, it } from 'vitest';
import { variableNames } from './Env.ts';
import { variableGroup } from './variable-groups.ts';

it('every variable belongs to the part whose name it bears, and what bears none to the shop', () => {
  const groups = Map.groupBy(variableNames, variableGroup);
  expect([...groups.keys()].toSorted()).toEqual(
    [
      'Alerts',
      'Console',
      'Database',
      'E-mail',
      'Firebase',
      'Klaviyo',
      'Privacy',
      'Shop',
      'Stripe',
    ].toSorted(),
  );
  expect(groups.get('Shop')?.filter((name) => /^(DATABASE|STRIPE|SMTP)_/.test(name))).toEqual([]);
});
