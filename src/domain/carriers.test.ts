import { describe, expect, it } from 'vitest';
import { parcelOf } from './carriers.ts';

describe('a parcel', () => {
  it.each(['DHL', 'dhl', 'UPS', 'FedEx', 'SF Express', 'sf-express', 'Japan Post', 'Royal Mail'])(
    'of %s can be followed at its carrier',
    (carrier) => {
      const { url } = parcelOf(carrier, '1Z 999 AA1');
      expect(url).toMatch(/^https:\/\/[\w.-]+\/.*1Z999AA1/);
    },
  );

  it.each([null, '', 'Uncle Bob', 'constructor', '__proto__'])('of %j shows its number only', (carrier) => {
    expect(parcelOf(carrier, '12345')).toEqual({ carrier, number: '12345', url: null });
  });

  it.each(['"><script>', '../../evil', '', '1'])('never makes an address of %j', (number) => {
    expect(parcelOf('DHL', number).url).toBeNull();
  });
});
