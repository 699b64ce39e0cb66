import { catalogSource } from '#config/catalog.ts';
import { money, toDecimal } from '#domain/money.ts';
import type { Order, Transaction } from '#domain/order.ts';
import { wasPaid } from '#domain/order.ts';
import type { OutboxMessage } from '#domain/outbox.ts';
import type { Preorder } from '#domain/preorder.ts';
import type { RecordedEvent } from '#sandbox/server.ts';
import type * as Stored from '#sandbox/stripe/stored.ts';
import { confirmationsOf, isOrderMail } from './compare-mails.ts';
import type { Evidence } from './reconcile.ts';
import type { Visited } from './shopper.ts';

type Session = Stored.Session;
type Facts = Readonly<Record<string, unknown>>;

export const metrics = ['Placed Order', 'Ordered Product', 'Preorder Success'] as const;
type Metric = (typeof metrics)[number];

export const isPaid = ({ payment_status }: Session): boolean => payment_status !== 'unpaid';
export const emailOf = ({ customer_details }: Session): string | null => customer_details?.email ?? null;
export const meantToPay = ({ visit }: Visited): boolean =>
  visit.ending === 'pay' || visit.ending === 'delayed';
export const cameBackPaid = ({ visit, shownOrderNo }: Visited): boolean =>
  visit.ending === 'pay' && shownOrderNo !== null;

const stamp = ({ metadata }: Session, name: string): string => metadata?.[name] ?? '';
const currencyOf = ({ currency }: Session): string => currency.toUpperCase();
const currencyShown = ({ locale }: Visited['visit']): string => catalogSource.currencyOf[locale] ?? '';
const numberOf = (session: Session): string => session.client_reference_id ?? '';
const uniqueIdOf: Record<Metric, (session: Session) => string> = {
  'Placed Order': numberOf,
  'Ordered Product': (session) => `${numberOf(session)}:${stamp(session, 'sku')}`,
  'Preorder Success': (session) => `${numberOf(session)}:preorder`,
};

export const announces = (event: RecordedEvent, metric: string, session: Session): boolean =>
  event.metric === metric && event.uniqueId === uniqueIdOf[metric as Metric](session);

export const promises = ({ payload }: OutboxMessage, metric: string, session: Session): boolean => {
  const { metric: name, uniqueId } = payload as { metric: string; uniqueId: string };
  return name === metric && uniqueId === uniqueIdOf[metric as Metric](session);
};

export const isChargeOf =
  (order: Order | undefined) =>
  ({ order_id, action_type, status }: Transaction): boolean =>
    order_id === order?.id && action_type === 'charge' && status === 'succeeded';

export const paymentErrors = ({ visit, sessionId }: Visited, session: Session): string[] =>
  differences(
    {
      session: session.id,
      color: stamp(session, 'color'),
      quantity: stamp(session, 'quantity'),
      locale: stamp(session, 'locale'),
      amount: session.amount_total,
      currency: currencyOf(session),
    },
    {
      session: sessionId,
      color: visit.color,
      quantity: String(visit.quantity),
      locale: visit.locale,
      amount: (catalogSource.offers[0]?.prices[currencyShown(visit)] ?? 0) * visit.quantity,
      currency: currencyShown(visit),
    },
  );

export const orderErrors = (session: Session, order: Order): string[] =>
  differences(pick(order, ['status', 'needs_attention', 'quantity', 'locale', 'trade_no']), {
    status: 'paid',
    needs_attention: null,
    quantity: Number(stamp(session, 'quantity')),
    locale: stamp(session, 'locale'),
    trade_no: session.payment_intent,
  }).concat(shared(session, { ...order, color: order.variant, number: order.order_no }));

export const preorderErrors = (session: Session, preorder: Preorder): string[] =>
  differences(pick(preorder, ['status', 'locale', 'payment_intent_id']), {
    status: 'confirmed',
    locale: stamp(session, 'locale'),
    payment_intent_id: session.payment_intent,
  }).concat(shared(session, { ...preorder, number: preorder.preorder_number }));

export const chargeErrors = (session: Session, charge: Transaction): string[] =>
  differences(pick(charge, ['amount', 'currency']), {
    amount: session.amount_total,
    currency: currencyOf(session),
  });

export function eventErrors(session: Session, event: RecordedEvent, order: Order | undefined): string[] {
  const { properties: given } = event;
  const amount = toDecimal(money(session.amount_total, currencyOf(session)));
  const revenue = event.metric !== 'Preorder Success';
  const items = given.Items as readonly Facts[] | undefined;
  return differences(
    {
      email: event.profile,
      time: event.time,
      value: revenue ? event.value : given.amount,
      currency: revenue ? event.valueCurrency : given.currency,
      number: given.OrderNumber ?? given.preorder_number,
      color: given.Color ?? given.color,
      quantity: given.Quantity ?? items?.[0]?.Quantity,
    },
    {
      email: emailOf(session),
      time: order?.paid_at ? `${order.paid_at.toISOString().slice(0, 19)}Z` : 'the time of payment',
      value: amount,
      currency: currencyOf(session),
      number: numberOf(session),
      color: revenue ? colorName(session) : stamp(session, 'color'),
      quantity: revenue ? Number(stamp(session, 'quantity')) : undefined,
    },
  );
}

export const shownErrors = ({ shownOrderNo }: Visited, session: Session): string[] =>
  differences({ number: shownOrderNo }, { number: numberOf(session) });

/** Money that never came must have left nothing behind but, perhaps, an order that is not paid. */
export function unpaidErrors(session: Session, evidence: Evidence): string[] {
  const order = evidence.orders.find(({ session_id }) => session_id === session.id);
  return differences(
    {
      paid: order !== undefined && wasPaid(order.status),
      preorders: evidence.preorders.filter(({ session_id }) => session_id === session.id).length,
      events: metrics.filter((metric) => evidence.recorded.some((event) => announces(event, metric, session)))
        .length,
      confirmations: confirmationsOf(session, evidence.mails).length,
    },
    { paid: false, preorders: 0, events: 0, confirmations: 0 },
  );
}

/** What a marketer hears of a checkout that brought no money. */
const tellsOfNoSale = ({ dedupe_key }: OutboxMessage, session: Session): boolean =>
  ['payment-failed', 'started-checkout', 'checkout-abandoned'].some(
    (promise) => dedupe_key === `${promise}:${numberOf(session)}`,
  );

export const strangerErrors =
  (all: readonly Session[], paid: readonly Session[]) =>
  (message: OutboxMessage): string[] =>
    paid.some((session) => metrics.some((metric) => promises(message, metric, session))) ||
    all.some((session) => isOrderMail(message, session) || tellsOfNoSale(message, session))
      ? []
      : ['belongs to no payment'];

const colorName = (session: Session): string | undefined => {
  const variant = catalogSource.offers[0]?.variants.find(({ id }) => id === stamp(session, 'color'));
  return variant?.name[stamp(session, 'locale')];
};

type Named = { email: string | null; amount: number; currency: string; color: string; number: string };

const shared = (session: Session, found: Named): string[] =>
  differences(pick(found, ['email', 'amount', 'currency', 'color', 'number']), {
    email: emailOf(session),
    amount: session.amount_total,
    currency: currencyOf(session),
    color: stamp(session, 'color'),
    number: numberOf(session),
  });

function pick<T extends object, K extends keyof T & string>(from: T, names: readonly K[]): Facts {
  return Object.fromEntries(names.map((name) => [name, from[name]]));
}

function differences(found: Facts, expected: Facts): string[] {
  return Object.keys(expected)
    .filter((name) => found[name] !== expected[name])
    .map((name) => `${name} is ${String(found[name])}, expected ${String(expected[name])}`);
}

/** What a problem is about, by the name a person can look it up under. */
export function nameOf(thing: unknown): string {
  const { id, sessionId, dedupe_key } = thing as { id?: string; sessionId?: string; dedupe_key?: string };
  return dedupe_key ?? sessionId ?? id ?? 'something';
}
