import type { createTranslator } from 'next-intl';
import type { CheckoutErrorCode } from '#domain/checkout.ts';
import { checkoutErrorCodes } from '#domain/checkout.ts';
import type messages from '#locales/en.json';
import type { BoundaryTexts, CheckoutTexts, ErrorText } from './checkout-view.ts';

/** A translator that sees every namespace. */
export type Translate = ReturnType<typeof createTranslator<typeof messages>>;

/** All strings of the checkout form in one language. */
export function checkoutTexts(t: Translate, offer: { batch: string; maxQuantity: number }): CheckoutTexts {
  return {
    color: t('shop.color'),
    inBatch: t('shop.in_batch', { batch: offer.batch }),
    notInBatch: t('shop.not_in_batch', { batch: offer.batch }),
    quantity: t('shop.quantity'),
    quantityLimit: t('shop.quantity_limit', { count: offer.maxQuantity }),
    email: t('shop.email'),
    emailOptional: t('shop.email_optional'),
    deliverTo: t('shop.deliver_to'),
    notServed: t('shop.not_served'),
    notServedAdvice: t('shop.not_served_advice'),
    button: t('shop.button'),
    opening: t('shop.opening'),
    openingNote: t('shop.opening_note'),
    stillOpening: t('shop.still_opening'),
    stillOpeningNote: t('shop.still_opening_note'),
    startAgain: t('shop.start_again'),
    reference: t('checkout_error.reference'),
    cancelled: t('shop.cancelled'),
    errors: errorTexts(t),
    boundary: boundaryTexts(t),
  };
}

/** What the error boundaries say, per class of error. */
export const boundaryTexts = (t: Translate): BoundaryTexts => ({
  configuration: { title: t('boundary.configuration_title'), text: t('boundary.configuration_text') },
  network: { title: t('boundary.network_title'), text: t('boundary.network_text') },
  payment: { title: t('boundary.payment_title'), text: t('boundary.payment_text') },
  retry: t('boundary.retry'),
  write: t('boundary.write'),
  debug: t('boundary.debug'),
});

const errorTexts = (t: Translate): Record<CheckoutErrorCode, ErrorText> =>
  Object.fromEntries(
    checkoutErrorCodes.map((code) => [
      code,
      {
        title: t(`checkout_error.${code}.title`),
        text: t(`checkout_error.${code}.text`),
        field: fieldText(t, code),
      },
    ]),
  ) as Record<CheckoutErrorCode, ErrorText>;

/** Only errors that belong to a field have a sentence for the place next to it. */
function fieldText(t: Translate, code: CheckoutErrorCode): string | null {
  switch (code) {
    case 'invalid_color':
    case 'sold_out':
    case 'closed':
    case 'invalid_quantity':
    case 'too_few_left':
    case 'country_not_served':
    case 'invalid_email':
      return t(`checkout_error.${code}.field`);
    default:
      return null;
  }
}
