import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import type { Catalog } from '../offer.ts';
import type { OutboxMessage } from '../outbox.ts';
import * as announcements from './announce.ts';
import { RolittKlaviyoEvents } from './catalogue.ts';
import type { KlaviyoEvent } from './event.ts';
import { sampleEvents, sampleOffer, sampleOrder, samplePreorder } from './sample.ts';

const now = new Date('2026-11-21T12:00:00Z');
const order = sampleOrder('ada@example.com', 'ROL-7K2M9QXD', now);
const preorder = samplePreorder(order);
const catalog: Catalog = {
  offers: [sampleOffer],
  currencyOf: { en: 'USD' },
  taxOf: { USD: 'included' },
  shipping: [],
  checkout: {
    promotionCodes: false,
    automaticTax: false,
    phone: false,
    marketingConsent: false,
    termsConsent: false,
    invoices: false,
    taxIds: false,
    sessionSeconds: 3600,
  },
};
let ids = 0;
const around = { now, newId: () => `id-${++ids}`, catalog, appUrl: 'https://shop.test', logId: 'log-1' };

const movement = { id: 're_1', amount: 5_000, at: now, reason: null };
/** Everything that can be owed about one order. */
const everything = (about: typeof order = order): OutboxMessage[] =>
  [
    announcements.announcePaid(about, preorder, around),
    announcements.announceFulfilled(about, preorder, around),
    announcements.announceDelivered(about, preorder, around),
    announcements.announceCancelled(about, 'cancelled_by_buyer', around),
    announcements.announceDelayed(about, { from: '2027-03-01', to: '2027-04-01' }, around),
    announcements.announcePaymentFailed(about, now, around),
    announcements.announceRefunded(about, movement, around),
    announcements.announceRefunded(about, { ...movement, id: 're_2', amount: 26_900 }, around),
    announcements.announceDisputed(about, { ...movement, id: 'dp_1' }, around),
    announcements.announceAbandoned(about, { at: now, recoveryUrl: 'https://shop.test/r/abc' }, around),
  ]
    .flat()
    .map(({ row }) => row);
const eventIn = ({ payload }: OutboxMessage) => payload as KlaviyoEvent;
const owed = (metric: string, about = order) =>
  everything(about)
    .filter(({ topic }) => topic === metric)
    .map(eventIn);

describe('an event', () => {
  const ajv = new Ajv({ strict: false, validateFormats: false });

  it.each(Object.values(RolittKlaviyoEvents))(
    '$metric carries exactly what its schema says',
    (definition) => {
      const validate = ajv.compile({
        type: 'object',
        properties: definition.properties,
        required: Object.keys(definition.properties),
        additionalProperties: false,
      });
      const terms = { email: 'ada@example.com', now, appUrl: 'https://shop.test', orderNo: 'ROL-00000000' };
      const said = [...sampleEvents(terms), ...everything().map(eventIn)].filter(
        ({ metric }) => metric === definition.metric,
      );
      expect(said.length).toBeGreaterThan(0);
      for (const { properties } of said)
        expect(validate(properties), JSON.stringify(validate.errors)).toBe(true);
    },
  );

  it('has a promise and an id of its own, within its metric', () => {
    const messages = everything();
    expect(new Set(messages.map(({ dedupe_key }) => dedupe_key)).size).toBe(messages.length);
    const identities = messages.map((message) => `${message.topic} ${eventIn(message).uniqueId}`);
    expect(new Set(identities).size).toBe(messages.length);
    expect(messages.map(({ dedupe_key }) => dedupe_key)).toEqual(
      expect.arrayContaining([
        'placed-order:ROL-7K2M9QXD',
        'ordered-product:ROL-7K2M9QXD:rolitt-companion',
        'preorder-success:ROL-7K2M9QXD',
        'refunded-order:re_1',
        'refunded-order:re_2',
        'preorder-delayed:ROL-7K2M9QXD:delay:2027-04-01',
      ]),
    );
  });

  it('is the same whenever it is owed for the same fact', () => {
    expect(everything().map(eventIn)).toEqual(everything().map(eventIn));
  });

  it('is owed to nobody without an address', () => {
    const nobody = { ...order, email: null };
    expect(announcements.announceFulfilled(nobody, preorder, around)).toEqual([]);
  });

  it('names what is not for sale any more by its ids', () => {
    const gone = { ...order, product_id: 'old-thing', variant: 'teal' };
    const [fulfilled] = owed('Fulfilled Order', gone);
    expect(fulfilled?.properties).toMatchObject({
      ItemNames: ['old-thing, teal'],
      ItemImageURL: null,
      Items: [{ SKU: 'old-thing-teal', ProductURL: 'https://shop.test/' }],
    });
  });
});

describe('an amount', () => {
  it.each([
    ['USD', 26_900, 269],
    ['JPY', 45_000, 45_000],
    ['KWD', 92_125, 92.125],
  ])('in %s is a decimal in its own exponent', (currency, amount, decimal) => {
    const about = { ...order, currency, amount, amount_subtotal: amount, amount_discount: 0 };
    const [placed] = owed('Placed Order', about);
    expect(placed).toMatchObject({ value: decimal, valueCurrency: currency });
    expect(placed?.properties).toMatchObject({ Items: [{ ItemPrice: decimal, RowTotal: decimal }] });
    const [, refunded] = owed('Refunded Order', about);
    expect(refunded).toMatchObject({ value: 26_900 / (amount / decimal), valueCurrency: currency });
  });

  it('is counted once: what is not revenue has no value', () => {
    const without = ['Preorder Success', 'Payment Failed', 'Preorder Delayed', 'Delivered', 'Dispute Opened'];
    for (const metric of without) expect(owed(metric).map(({ value }) => value)).toEqual([null]);
  });

  it('of a refund tells a part from all of it', () => {
    expect(owed('Refunded Order').map(({ properties }) => properties.IsPartial)).toEqual([true, false]);
  });
});

describe('an abandoned checkout', () => {
  it('is nobody’s business without consent', () => {
    for (const consent of [null, { marketing: null, terms: true }, { marketing: false, terms: true }])
      expect(owed('Checkout Abandoned', { ...order, consent })).toEqual([]);
    expect(owed('Checkout Abandoned')).toHaveLength(1);
  });
});
