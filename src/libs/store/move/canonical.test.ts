import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeOut } from '#libs/store/transfer-row.ts';
import { message, order } from '#tests/contract/store/records.ts';
import { canonicalJson, canonicalText, checksum } from './canonical.ts';

describe('the canonical text of a record', () => {
  it('has sorted names, whole numbers without quotes and moments with microseconds', () => {
    const row = {
      ...writeOut('outbox', message({ id: 'm', payload: { b: [1], a: '\u0001"' } })),
      attempts: '3',
    };
    expect(canonicalText('outbox', row)).toBe(
      '{"attempts":3,"created_at":"2026-11-20T12:00:00.123000Z","dedupe_key":"placed-order:m","id":"m",' +
        '"kind":"klaviyo.event","last_error":null,"lease_token":null,"leased_until":null,' +
        '"next_attempt_at":"2026-11-20T12:00:00.123000Z","order_id":null,"payload":{"a":"\\u0001\\"","b":[1]},' +
        '"sent_at":null,"status":"pending","topic":"Placed Order","updated_at":"2026-11-20T12:00:00.123000Z","webhook_log_id":null}',
    );
  });

  it('gives records that differ in one microsecond different checksums', () => {
    const row = writeOut('payment_orders', order({ id: 'o' }));
    const later = { ...row, paid_at: '2026-11-20T12:00:00.123001Z' };
    expect(checksum('payment_orders', later)).not.toEqual(checksum('payment_orders', row));
  });
});

describe('canonical json', () => {
  it('is the same for every way to write the same value', () => {
    expect(canonicalJson('{"b": [1.0, 1e3], "a": -0.0}')).toBe('{"a":0,"b":[1,1e3]}');
    expect(canonicalJson('1000')).toBe(canonicalJson('1.000E+3'));
    expect(canonicalJson('"\\u0041"')).toBe('"A"');
  });

  it('keeps digits JavaScript has no room for', () => {
    expect(canonicalJson('12345678901234567890.10')).toBe('123456789012345678901e-1');
    expect(canonicalJson('1e400')).toBe('1e400');
  });

  it('stands for the value it was made of', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const json = JSON.stringify(value);
        expect(JSON.parse(canonicalJson(json))).toEqual(JSON.parse(json));
        expect(canonicalJson(canonicalJson(json))).toBe(canonicalJson(json));
      }),
    );
  });
});
