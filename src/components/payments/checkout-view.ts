import type { CheckoutErrorClass, CheckoutErrorCode, CheckoutFormState } from '#domain/checkout.ts';
import type { Availability } from '#domain/offer.ts';

/** The server action a checkout form is sent to; it redirects, or answers what went wrong. */
export type CheckoutAction = (previous: CheckoutFormState, form: FormData) => Promise<CheckoutFormState>;

/** One colour as the picker shows it, in the shopper's language. */
export type SwatchView = {
  id: string;
  name: string;
  availability: Availability;
  /** What stands under the name: available, sold out, paused. */
  state: string;
  price: string;
  /** What the button says instead when the colour cannot be bought. */
  unavailable: string;
  /** What a shopper can do about it. */
  advice: string;
};

/** One quantity and what the button asks for it in each zone (`data-to`); null where nothing is sent. */
export type QuantityView = {
  count: number;
  totals: readonly { total: string; zones: string | null }[];
};

/** The zone of every country nothing is sent to. */
export const unserved = '0';

/** A country a parcel may be wanted in, and the zone whose rates it has (`data-zone`). */
export type CountryView = { code: string; name: string; zone: string };

export type ErrorText = { title: string; text: string; field: string | null };

export type BoundaryTexts = Record<CheckoutErrorClass, { title: string; text: string }> & {
  retry: string;
  write: string;
  debug: string;
};

/** Every string the form shows, already in the shopper's language: the client needs no translator. */
export type CheckoutTexts = {
  color: string;
  inBatch: string;
  notInBatch: string;
  quantity: string;
  quantityLimit: string;
  email: string;
  emailOptional: string;
  deliverTo: string;
  notServed: string;
  notServedAdvice: string;
  button: string;
  opening: string;
  openingNote: string;
  stillOpening: string;
  stillOpeningNote: string;
  startAgain: string;
  reference: string;
  cancelled: string;
  errors: Record<CheckoutErrorCode, ErrorText>;
  boundary: BoundaryTexts;
};
