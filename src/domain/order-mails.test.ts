import { describe, expect, it } from 'vitest';
import { loadCatalog } from '#libs/Catalog.ts';
import { order, transaction } from '#tests/contract/store/records.ts';
import type { Order, Transaction } from './order.ts';
import type { OrderMail } from './order-mail.ts';
import {
  overtaken,
  oweCancelled,
  oweConfirmation,
  oweForMoney,
  oweInProduction,
  oweShipDateMoved,
  oweShipped,
} from './order-mails.ts';

const around = {
  now: new Date('2026-11-21T12:00:00Z'),
  newId: () => 'msg_1',
  catalog: loadCatalog({}),
  appUrl: 'https://shop.test',
};
const bought = order({ order_no: 'ROL-7K4M9Q2X' });
type Status = Transaction['status'];
const charge = (status: Status) => transaction(bought, { status, provider_ref: 'cs_1' });
const refund = (id: string, amount: number, status: Status = 'succeeded') =>
  transaction(bought, { action_type: 'refund', status, provider_ref: id, amount });

const keys = (ledger: Transaction[], of: Order = bought, before: Transaction[] | null = null) =>
  oweForMoney(before && { order: of, ledger: before }, { order: of, ledger }, around).map(
    ({ row }) => row.dedupe_key,
  );
const payloadOf = (owed: ReturnType<typeof oweForMoney>): OrderMail | undefined =>
  owed[0]?.row.payload as OrderMail | undefined;

describe('the mails the money calls for', () => {
  it.each<[string, Transaction[], string[]]>([
    ['a payment at once', [charge('succeeded')], []],
    ['a payment the bank still moves', [charge('pending')], ['email:payment-pending:ROL-7K4M9Q2X']],
    [
      'a payment the bank refused',
      [charge('pending'), charge('failed')],
      ['email:payment-pending:ROL-7K4M9Q2X', 'email:payment-failed:ROL-7K4M9Q2X'],
    ],
    ['a payment page nobody used', [charge('expired')], []],
    [
      'two refunds',
      [charge('succeeded'), refund('re_1', 10_000), refund('re_2', 19_900)],
      ['email:refunded:ROL-7K4M9Q2X:re_1', 'email:refunded:ROL-7K4M9Q2X:re_2'],
    ],
    ['a refund under way', [charge('succeeded'), refund('re_1', 10_000, 'pending')], []],
    ['a refund before its payment is known', [charge('pending'), refund('re_1', 10_000)].slice(1), []],
    ['a dispute', [charge('succeeded'), transaction(bought, { action_type: 'dispute', status: 'lost' })], []],
  ])('%s', (_, ledger, expected) => expect(keys(ledger)).toEqual(expected));

  it('are owed once, when the fact that calls for them is new', () => {
    const paid = [charge('succeeded'), refund('re_1', 10_000)];
    expect(keys([...paid, refund('re_2', 5_000)], bought, paid)).toEqual([
      'email:refunded:ROL-7K4M9Q2X:re_2',
    ]);
    expect(keys(paid, bought, paid)).toEqual([]);
  });

  it('add up to the same for every order in which the facts arrive', () => {
    const facts = [charge('pending'), charge('succeeded'), refund('re_1', 10_000), refund('re_2', 19_900)];
    const owedAlong = (way: Transaction[]) =>
      way
        .flatMap((_, nth) => keys(way.slice(0, nth + 1), bought, nth === 0 ? null : way.slice(0, nth)))
        .sort();
    const expected = owedAlong(facts);
    expect(expected).toHaveLength(3);
    expect(owedAlong(facts.toReversed())).toEqual(expected);
    expect(owedAlong([2, 0, 3, 1].flatMap((nth) => facts[nth] ?? []))).toEqual(expected);
  });

  it('are none without an address, and are owed when the address turns up', () => {
    const nameless = order({ ...bought, email: null });
    expect(keys([charge('pending')], nameless)).toEqual([]);
    const later = [charge('pending'), charge('succeeded')];
    const owed = oweForMoney(
      { order: nameless, ledger: [charge('pending')] },
      { order: bought, ledger: later },
      around,
    );
    expect(owed.map(({ row }) => row.dedupe_key)).toEqual(['email:payment-pending:ROL-7K4M9Q2X']);
  });
});

describe('what a mail carries', () => {
  it('is the order in its buyer’s words, and no secret', () => {
    const mail = payloadOf(oweConfirmation({ ...bought, locale: 'zh' }, around));
    expect(mail).toMatchObject({
      mail: 'order-confirmed',
      to: 'ada@example.com',
      name: 'Ada Lovelace',
      locale: 'zh',
      shopUrl: 'https://shop.test/zh/?color=sakura-pink',
      product: { color: '樱花粉', picture: 'https://shop.test/product/front-sakura-pink.png' },
      total: 29_900,
      currency: 'USD',
    });
    expect(JSON.stringify(mail)).not.toMatch(/key=|secret|pi_|cs_/);
  });

  it('goes without its product when the catalogue forgot it', () => {
    const retired = { ...bought, variant: 'retired' };
    expect(payloadOf(oweConfirmation(retired, around))).toMatchObject({
      product: null,
      shopUrl: 'https://shop.test/',
    });
  });

  it('says of a refund how much it is, how much went back in all, and whether nothing was left to sell', () => {
    const oversold = { ...bought, amount_refunded: 29_900, needs_attention: 'oversold' } as const;
    const ledger = [charge('succeeded'), refund('re_1', 19_900)];
    expect(payloadOf(oweForMoney(null, { order: oversold, ledger }, around))).toMatchObject({
      mail: 'refunded',
      refund: 19_900,
      returned: 29_900,
      soldOut: true,
    });
  });

  it('names the day it ships, the one it replaces, and the money that stays', () => {
    const [making] = oweInProduction(bought, '2027-03-12', around);
    expect(making?.row).toMatchObject({
      dedupe_key: 'email:in-production:ROL-7K4M9Q2X',
      payload: { shipsBy: '2027-03-12' },
    });
    const inPart = { ...bought, amount_refunded: 9_900 };
    const [moved] = oweShipDateMoved(inPart, { from: '2027-03-12', to: '2027-04-30' }, around);
    expect(moved?.row).toMatchObject({
      dedupe_key: 'email:ship-date-moved:ROL-7K4M9Q2X:2027-04-30',
      payload: { shipsBy: '2027-04-30', shippedBy: '2027-03-12', kept: 20_000 },
    });
  });

  it('names the parcel, and what a cancelled order gives back', () => {
    const parcel = { carrier: 'DHL', trackingNumber: '0034' };
    const [shipped] = oweShipped(bought, parcel, around);
    expect(shipped?.row).toMatchObject({ dedupe_key: 'email:shipped:ROL-7K4M9Q2X', payload: { parcel } });
    const [cancelled] = oweCancelled(bought, 29_900, around);
    expect(cancelled?.row).toMatchObject({
      dedupe_key: 'email:cancelled:ROL-7K4M9Q2X',
      payload: { owed: 29_900 },
    });
  });
});

describe('a mail is overtaken', () => {
  const pending = payloadOf(oweForMoney(null, { order: bought, ledger: [charge('pending')] }, around));
  const failed = payloadOf(oweForMoney(null, { order: bought, ledger: [charge('failed')] }, around));
  const confirmed = payloadOf(oweConfirmation(bought, around));
  const refunded = payloadOf(
    oweForMoney(null, { order: bought, ledger: [charge('succeeded'), refund('re_1', 10_000)] }, around),
  );

  const making = payloadOf(oweInProduction(bought, '2027-03-12', around));
  const moved = payloadOf(oweShipDateMoved(bought, { from: null, to: '2027-04-30' }, around));

  it.each<[string, OrderMail | undefined, Partial<Order>, boolean]>([
    ['payment pending, once it is paid', pending, { status: 'paid' }, true],
    ['payment pending, once it failed', pending, { status: 'cancelled' }, true],
    ['payment pending, while it is: never', pending, { status: 'pending' }, false],
    ['payment failed, when it arrives after all', failed, { status: 'paid' }, true],
    ['payment failed, while it is: never', failed, { status: 'cancelled' }, false],
    ['the confirmation, once everything went back', confirmed, { status: 'refunded' }, true],
    ['the confirmation, of a partial refund: never', confirmed, { status: 'partially_refunded' }, false],
    ['goods in production, once everything went back', making, { status: 'refunded' }, true],
    ['goods in production, of a paid order: never', making, { status: 'paid' }, false],
    ['a moved date, once everything went back', moved, { status: 'refunded' }, true],
    ['a moved date, of a partial refund: never', moved, { status: 'partially_refunded' }, false],
    ['a refund the bank sent back', refunded, { amount_refunded: 0 }, true],
    ['a refund that stands: never', refunded, { amount_refunded: 10_000 }, false],
  ])('%s', (_, mail, standing, expected) => {
    if (!mail) throw new Error('no mail');
    expect(overtaken(mail, { ...bought, ...standing }) !== null).toBe(expected);
  });
});
