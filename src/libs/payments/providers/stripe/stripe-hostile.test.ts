import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bodyWith, changedBody, recordedBody } from '#tests/fixtures/stripe/recorded.ts';
import { handledEventTypes, toPaymentEvent } from './stripe-translate.ts';

const completed = 'checkout.session.completed';
const parse = (body: string) => toPaymentEvent(body, { livemode: false });

describe('a signed body that is no usable event', () => {
  it.each([
    '',
    'null',
    '[]',
    '7',
    '"text"',
    '{',
    '{"id":',
    '\0',
    '{}\0',
    '{"id":"evt_1"}',
    '{"object":"event","type":"x"}',
  ])('is a fact and never a failure: %j', (body) => {
    expect(parse(body).fact).toMatchObject({ kind: 'unusable', code: 'malformed_event' });
  });

  it('is named after its bytes when it carries no id, so that it is kept once', () => {
    expect(parse('not json').eventId).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(parse('not json').eventId).toBe(parse('not json').eventId);
    expect(parse('not json').eventId).not.toBe(parse('not json either').eventId);
  });

  it('names what is missing', () => {
    const fact = parse(bodyWith(completed, { amount_total: null, currency: 7 })).fact;

    expect(fact).toEqual({
      kind: 'unusable',
      code: 'missing_fields',
      sentence: 'The checkout session has no usable currency, amount_total.',
    });
  });
});

describe('a hostile payload under a good signature', () => {
  const deep = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
  const inMetadata = (json: string) =>
    recordedBody(completed).replace('"order_no":', `"x": ${json}, "order_no":`);

  it.each([10_000, 200_000])('may nest %i levels deep', (depth) => {
    expect(parse(inMetadata(deep(depth))).fact.kind).toBe('charge');
    expect(parse(deep(depth)).fact.kind).toBe('unusable');
  });

  it('does not touch any prototype', () => {
    const poison = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}';
    parse(
      `${poison},"object":"event","id":"evt_1","type":"__proto__","livemode":false,"data":{"object":{}}}`,
    );
    const stamped = parse(inMetadata('"y", "__proto__": {"order_no":"x"}, "utm___proto__": "z"'));

    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    expect(stamped.fact.kind).toBe('charge');
  });

  it.each(['__proto__', 'constructor', 'toString'])('finds no handler under the type %s', (type) => {
    const body = changedBody(completed, (event) => Object.assign(event, { type }));

    expect(parse(body).fact).toMatchObject({ kind: 'ignored', reason: 'unhandled_type' });
  });

  it.each(['1e308', '1e999', '-1', '0.5', '"31192"', '9007199254740993', '1000000000000', '[]', 'true'])(
    'has no amount of %s',
    (amount) => {
      const body = recordedBody(completed).replace('"amount_total": 31192', `"amount_total": ${amount}`);

      expect(parse(body).fact).toMatchObject({ kind: 'unusable', code: 'missing_fields' });
    },
  );

  it.each([{ created: 1e18 }, { created: -1 }, { created: '1' }, { created: null }, { livemode: 'no' }])(
    'has no usable envelope with %j',
    (fields) => {
      const body = changedBody(completed, (event) => Object.assign(event, fields));

      expect(parse(body).fact).toMatchObject({ kind: 'unusable', code: 'missing_fields' });
    },
  );

  it('leaves no NUL and no lone surrogate in what is stored', () => {
    const details = { email: 'a\0b@example.com', name: 'x\ud800y', address: { city: 'z'.repeat(10_000) } };
    const fact = parse(bodyWith(completed, { customer_details: details })).fact;

    expect(JSON.stringify(fact)).not.toMatch(/\\u0000|\\ud800/i);
    expect(fact).toMatchObject({ checkout: { billingAddress: { city: 'z'.repeat(500) } } });
  });
});

describe('a signed body of any size and shape', () => {
  it('may carry 100,000 metadata keys', () => {
    const keys = Array.from({ length: 100_000 }, (_, index) => [`utm_${index}`, 'x'] as const);
    const metadata = { order_no: 'ROL-7K2M9QXD', color: 'red', ...Object.fromEntries(keys) };
    const fact = parse(bodyWith(completed, { metadata })).fact;

    expect(fact.kind === 'charge' && Object.keys(fact.checkout.stamp.utm ?? {}).length).toBe(48);
  });

  it('is translated without a throw whatever JSON stands anywhere', () => {
    const types = fc.constantFrom(...handledEventTypes, 'fetch');
    const object = fc.oneof(fc.jsonValue(), fc.dictionary(knownField, fc.jsonValue()));
    fc.assert(
      fc.property(types, object, knownField, fc.jsonValue(), (type, data, field, value) => {
        const event = {
          object: 'event',
          id: 'evt_1',
          type,
          livemode: false,
          created: 1,
          api_version: '2026-10-28.endive',
        };
        const whole = parse(JSON.stringify({ ...event, data: { object: data } }));
        const wounded = parse(
          JSON.stringify({ ...event, data: { object: { ...sessionObject(), [field]: value } } }),
        );

        for (const { fact } of [whole, wounded]) expect(fact.kind).toBeTypeOf('string');
      }),
      { seed: 17, numRuns: 3000 },
    );
  });

  it('is translated without a throw whatever text it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (body) => {
        expect(parse(body).rawData).toBe(body);
      }),
      { seed: 19, numRuns: 2000 },
    );
  });
});

const knownField = fc.constantFrom(
  'id',
  'metadata',
  'mode',
  'status',
  'payment_status',
  'payment_intent',
  'currency',
  'amount_total',
  'amount_subtotal',
  'total_details',
  'customer_details',
  'collected_information',
  'discounts',
  'consent',
  'expires_at',
  'charge',
  'amount',
);

const sessionObject = (): Record<string, unknown> => JSON.parse(recordedBody(completed)).data.object;
