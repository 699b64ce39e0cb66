import type { Store } from '#libs/store/store.ts';
import { tableNames } from '#models/columns.ts';
import { type Purchase, sessionObject, stripeEvent } from './factories.ts';

/** Somebody who is found again wherever anything of them is left. */
export const canary = {
  email: 'Grace.Canary@Example.com',
  name: 'Grace Canarybird',
  phone: '+442079460018',
  line1: '7 Canary Wharf Lane',
  line2: 'Flat Canary',
  postalCode: 'CN4 7RY',
  card: '4242424242424242',
  voucher: 'GRACE-CANARY-10',
};

const address = {
  line1: canary.line1,
  line2: canary.line2,
  city: 'London',
  postal_code: canary.postalCode,
  state: null,
  country: 'GB',
};

/** The payment page as the canary filled it in, with everything that such a page may hold of a person. */
export const canarySession = (bought: Purchase, fields: Record<string, unknown> = {}) =>
  sessionObject(bought, {
    customer_details: { email: canary.email, name: canary.name, phone: canary.phone, address },
    customer_email: canary.email,
    collected_information: { shipping_details: { name: canary.name, phone: canary.phone, address } },
    consent: { promotions: 'opt_in', terms_of_service: 'accepted' },
    custom_fields: [{ key: 'engraving', text: { value: canary.name } }],
    shipping_options: [],
    ...fields,
  });

/** A charge as Stripe tells of it beside the session: it names the buyer once more. */
export const canaryCharge = (bought: Purchase) =>
  stripeEvent('charge.refunded', {
    id: `ch_${bought.sessionId}`,
    object: 'charge',
    payment_intent: bought.tradeNo,
    amount_refunded: 0,
    billing_details: { email: canary.email, name: canary.name, phone: canary.phone, address },
    receipt_email: canary.email,
    payment_method_details: { card: { last4: '4242', number: canary.card } },
  });

/** A dispute with the evidence that the bank is shown. */
export const canaryDispute = (bought: Purchase, type: string, status: string) =>
  stripeEvent(`charge.dispute.${type}`, {
    id: `dp_${bought.sessionId}`,
    object: 'dispute',
    amount: bought.unitAmount,
    currency: 'usd',
    charge: `ch_${bought.sessionId}`,
    payment_intent: bought.tradeNo,
    status,
    reason: 'fraudulent',
    evidence: {
      customer_name: canary.name,
      customer_email_address: canary.email,
      billing_address: canary.line1,
    },
  });

/** Everything a store keeps, as text. */
export async function dumpOf(store: Store): Promise<string> {
  const rows: unknown[] = [];
  for (const table of tableNames) {
    let after: string | null = null;
    do {
      const page: { rows: readonly unknown[]; next: string | null } = await store.list(table, {
        after,
        limit: 200,
      });
      rows.push(...page.rows);
      after = page.next;
    } while (after !== null);
  }
  return JSON.stringify(rows);
}

/** Which of the canary's values a text holds, whatever their case. */
export const canariesIn = (text: string): string[] =>
  Object.values(canary).filter((value) => text.toLowerCase().includes(value.toLowerCase()));
