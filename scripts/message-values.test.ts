import { expect, it } from 'vitest';
import { valuesIn } from './message-values.ts';

it.each([
  ['Plain', []],
  ['{color} in batch {batch}, {color}', ['{batch}', '{color}']],
  ['<b>{price}</b> each', ['<b>', '{price}']],
  ['up to {count, plural, one {one} =2 {two of {total}} other {#}}', ['{count}', '{total}']],
  ['{tax, select, included {with <i>tax</i>} other {}}', ['<i>', '{tax}']],
])('%s asks for %j', (message, values) => {
  expect(valuesIn(message)).toEqual(values);
});

it.each(['{color', 'color}', '{count, plural, other {#}', '{}'])('%s cannot be read', (message) => {
  expect(valuesIn(message)).toBeNull();
});
