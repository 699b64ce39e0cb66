import { PaymentError } from '#domain/errors.ts';
import type { Order } from '#domain/order.ts';
import type { Quota } from '#domain/rate-limit.ts';
import type { AppContext } from './app-context.ts';
import { admit } from './limit-rate.ts';
import { paced } from './paced.ts';
import { withinDeadline } from './within-deadline.ts';

export type OrderQuestion = {
  readonly orderNo: string;
  readonly email: string;
  /** The address the question came from; null where nobody can vouch for it. */
  readonly client: string | null;
};

/** `not_found` says nothing about whether there is such an order. */
export type FoundOrder =
  | { readonly kind: 'found'; readonly order: Pick<Order, 'order_no' | 'link_version'> }
  | { readonly kind: 'not_found' | 'too_many' | 'unavailable' };

/** Guesses at one order are few, whoever makes them; guesses from one place are few, whatever they are at. */
const perOrder: Quota = { limit: 10, seconds: 3600 };
const perClient: Quota = { limit: 20, seconds: 600 };
/** Where no client can be told from another they share this. */
const fromAnywhere: Quota = { limit: 200, seconds: 600 };

/** Answers are given at whole multiples of this, milliseconds: longer than a store takes to answer nearly always. */
const lookupPaceMs = 700;
const patienceMs = 3_000;

/**
 * The order with this number, for whoever knows the e-mail address it was placed with. Answers the same, and at the same
 * pace, for an order that does not exist and one that belongs to another address. While the store cannot count, nobody is
 * answered.
 */
export const findOrder = (
  app: AppContext,
  question: OrderQuestion,
  { paceMs = lookupPaceMs }: { paceMs?: number } = {},
): Promise<FoundOrder> => paced(() => answer(app, question), paceMs);

async function answer(app: AppContext, question: OrderQuestion): Promise<FoundOrder> {
  try {
    return await withinDeadline(lookUp(app, question), patienceMs);
  } catch (error) {
    if (!(error instanceof PaymentError)) throw error;
    app.log.warn({ code: error.code, error }, 'orders cannot be looked up');
    return { kind: 'unavailable' };
  }
}

async function lookUp(app: AppContext, { orderNo, email, client }: OrderQuestion): Promise<FoundOrder> {
  const asker =
    client === null
      ? { scope: 'lookup-anywhere', who: '', quota: fromAnywhere }
      : { scope: 'lookup-client', who: client, quota: perClient };
  if (!(await admit(app, asker))) return { kind: 'too_many' };
  if (!(await admit(app, { scope: 'lookup-order', who: orderNo, quota: perOrder })))
    return { kind: 'too_many' };
  const { order } = await app.store.load({ order: { method: 'stripe', orderNo } });
  const isTheirs = order?.record.email != null && spelled(order.record.email) === spelled(email);
  return order && isTheirs ? { kind: 'found', order: order.record } : { kind: 'not_found' };
}

const spelled = (email: string): string => email.trim().normalize('NFC').toLowerCase();
