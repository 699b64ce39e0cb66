import { describe, expect, it } from 'vitest';
import { readStamp, stampMetadata } from './checkout-metadata.ts';
import type { CheckoutStamp } from './payment-event.ts';

const stamp: CheckoutStamp = {
  orderNo: 'ROL-7K2M9QXD',
  sku: 'rolitt-companion',
  variant: 'red',
  quantity: 2,
  locale: 'zh',
  priceId: 'price_1',
  unitAmount: 29_900,
  currency: 'USD',
  userId: null,
  consents: [],
  utm: { source: 'newsletter', campaign: 'spring' },
  hold: { token: '0d9a4c1e-1111-4222-8333-9b1f0c2d3e4f', numbers: [1, 36, 1_000_000] },
  recoveredFrom: 'ROL-9C4W2HTN',
  country: 'NO',
};

describe('the stamp of a checkout', () => {
  it('comes back from the provider as it was put on', () => {
    expect(readStamp(stampMetadata(stamp))).toEqual(stamp);
  });

  it('names the units of 99 pieces, the highest numbers there are, in one value', () => {
    const numbers = Array.from({ length: 99 }, (_, nth) => 1_000_000 - nth);
    const hold = { token: 'token', numbers };
    expect(readStamp(stampMetadata({ ...stamp, hold }))).toEqual({ ...stamp, hold });
  });

  it.each(['', '0', '1.', '-1', '1.2.x!', '12345', 'A'])('takes %j for no units', (units) => {
    expect(readStamp({ ...stampMetadata(stamp), units })?.hold).toBeNull();
  });

  it('is clipped to the 500 characters a metadata value may have', () => {
    const { utm_source } = stampMetadata({ ...stamp, utm: { source: 'x'.repeat(2000) } });
    expect(utm_source).toHaveLength(500);
  });

  it('is none of ours without order number and colour', () => {
    expect(readStamp({})).toBeNull();
    expect(readStamp({ order_no: 'ROL-7K2M9QXD' })).toBeNull();
    expect(readStamp(Object.create({ order_no: 'ROL-7K2M9QXD', color: 'red' }))).toBeNull();
  });

  it('believes no number that is not a plain whole number', () => {
    const odd = readStamp({ order_no: 'a', color: 'red', quantity: '-1', unit_amount: '1e3' });
    expect(odd).toMatchObject({ quantity: 1, unitAmount: null });
  });
});
