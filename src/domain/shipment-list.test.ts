import { describe, expect, it } from 'vitest';
import { mostShipments, readShipments } from './shipment-list.ts';

const read = (...rows: readonly string[][]) =>
  readShipments(
    rows.map((cells, nth) => ({ line: nth + 1, cells })),
    'ROL',
  );
const one = ['ROL-7K2M9QXD', 'DHL', '00340434161094042557'];

describe('a list of parcels that left', () => {
  it('is read with its columns in any sequence, or without their names', () => {
    const shipment = { orderNo: 'ROL-7K2M9QXD', carrier: 'DHL', trackingNumber: one[2] };
    expect(read(['Tracking number', 'Order', 'Carrier'], [one[2] ?? '', 'rol 7k2m9qxd', 'DHL'])).toEqual({
      shipments: [{ line: 2, ...shipment }],
      bad: [],
    });
    expect(read(one)).toEqual({ shipments: [{ line: 1, ...shipment }], bad: [] });
  });

  it('tells line by line what is wrong, and loses none of the good ones', () => {
    const { shipments, bad } = read(
      ['order', 'carrier', 'tracking'],
      one,
      ['hello', 'DHL', '1234567'],
      ['ROL-7K2M9QXE', '', '1234567'],
      ['ROL-7K2M9QXF', 'DHL', ''],
      ['ROL-7K2M9QXG', 'DHL', '3.40434E+17'],
      ['ROL-7K2M9QXH', 'DHL', '<script>'],
      ['ROL-7K2M9QXD', 'DHL', '7654321'],
      one,
    );
    expect(shipments).toHaveLength(1);
    expect(bad.map(({ line }) => line)).toEqual([3, 4, 5, 6, 7, 8]);
    expect(bad[3]?.problem).toContain('rounded');
    expect(bad[5]?.problem).toContain('line 2 names another parcel');
  });

  it('is refused whole when a column is missing, it is empty or too long', () => {
    expect(read(['order', 'tracking'], ['ROL-7K2M9QXD', '1234567']).bad).toHaveLength(1);
    expect(read().bad).toHaveLength(1);
    expect(read(...Array.from({ length: mostShipments + 1 }, () => one)).shipments).toEqual([]);
  });
});
