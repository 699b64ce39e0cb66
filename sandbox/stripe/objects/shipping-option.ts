import { freshId } from '#sandbox/random.ts';
import { missingParam, noSuch } from '#sandbox/stripe/errors.ts';
import type { Form } from '#sandbox/stripe/form.ts';

export type ShippingRate = { id: string; name: string; amount: number };

/** Reads inline shipping rates; the first one is preselected, as in Stripe's own page. */
export function readShippingOptions(form: Form, currency: string): ShippingRate[] {
  return form.children('shipping_options').map((option) => {
    const rate = option.child('shipping_rate_data');
    if (!rate)
      throw noSuch('shipping rate', option.required('shipping_rate'), {
        status: 400,
        param: option.pathOf('shipping_rate'),
      });
    return { id: freshId('shr'), name: rate.required('display_name'), amount: fixedAmount(rate, currency) };
  });
}

function fixedAmount(rate: Form, currency: string): number {
  const fixed = rate.child('fixed_amount');
  if (!fixed) throw missingParam(rate.pathOf('fixed_amount'));
  const inCurrency = fixed.child('currency_options')?.child(currency);
  return (inCurrency ?? fixed).amount('amount');
}
