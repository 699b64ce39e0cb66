import type Stripe from 'stripe';
import { type Call, idOf } from '#sandbox/stripe/call.ts';
import { noSuch } from '#sandbox/stripe/errors.ts';
import type { Form } from '#sandbox/stripe/form.ts';
import { listPage, whereEqual } from '#sandbox/stripe/list.ts';

/** The two codes every buyer may type: ten per cent off, and everything off. */
const percentOff: Readonly<Record<string, number>> = { ROLITT10: 10, FREE100: 100 };

export type Discount = { code: string; percent: number };

export const discountByCode = (code: string): Discount | undefined => {
  const name = code.trim().toUpperCase();
  const percent = percentOff[name];
  return percent === undefined ? undefined : { code: name, percent };
};

/** The discount a `discounts[]` entry names, by promotion code or coupon. */
export function discountOf(form: Form): Discount {
  const given = form.text('promotion_code') ?? form.text('coupon') ?? '';
  const discount = discountByCode(given.replace(/^promo_/, ''));
  if (!discount) throw noSuch('promotion code', given, { status: 400, param: form.pathOf('promotion_code') });
  return discount;
}

export const promotionCodes = (): Stripe.PromotionCode[] =>
  Object.keys(percentOff).map((code) => ({
    id: `promo_${code}`,
    object: 'promotion_code',
    active: true,
    code,
    created: 1_767_225_600,
    customer: null,
    customer_account: null,
    expires_at: null,
    livemode: false,
    max_redemptions: null,
    metadata: {},
    promotion: { coupon: code, type: 'coupon' },
    restrictions: { first_time_transaction: false, minimum_amount: null, minimum_amount_currency: null },
    times_redeemed: 0,
  }));

export function retrievePromotionCode(call: Call): Stripe.PromotionCode {
  const code = promotionCodes().find(({ id }) => id === idOf(call));
  if (!code) throw noSuch('promotion code', idOf(call));
  return code;
}

export function listPromotionCodes(call: Call): object {
  return listPage(
    call,
    whereEqual(call, promotionCodes(), { code: ({ code }) => code, active: ({ active }) => active }),
  );
}
