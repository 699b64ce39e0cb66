import { describe, expect, it } from 'vitest';
import { isOrderNo, readOrderNo } from './order-number.ts';

describe('an order number as people type it', () => {
  it.each([
    'ROL-7K2M9QXD',
    'rol-7k2m9qxd',
    ' ROL 7K2M 9QXD ',
    'ROL7K2M9QXD',
    '7k2m9qxd',
    '7K2M-9QXD',
    '#ROL–7K2M9QXD',
  ])('is read from %s', (typed) => {
    expect(readOrderNo(typed, 'ROL')).toBe('ROL-7K2M9QXD');
  });

  it('may have letters where digits look the same', () => {
    expect(readOrderNo('rol-oil29qxd', 'ROL')).toBe('ROL-01129QXD');
  });

  it.each(['', 'ROL-', 'ROL-7K2M9QX', 'ROL-7K2M9QUD', '12-7K2M9QXD', 'ROLLING7K2M9QXD', "' or 1=1 --"])(
    'is not seen in %j',
    (typed) => {
      expect(readOrderNo(typed, 'ROL')).toBeNull();
    },
  );

  it('is always of the shape of one', () => {
    expect(isOrderNo(readOrderNo('iiiiiiii', 'ROL') ?? '')).toBe(true);
  });
});
