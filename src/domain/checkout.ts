export const checkoutErrorCodes = [
  'invalid_color',
  'sold_out',
  'closed',
  'invalid_quantity',
  'too_few_left',
  'country_not_served',
  'invalid_email',
  'invalid_form',
  'not_configured',
  'provider_unavailable',
  'provider_timeout',
  'provider_rate_limited',
  'too_many_attempts',
  'provider_refused',
  'price_drift',
] as const;

/** Why a checkout did not start; every code has a text in every language. */
export type CheckoutErrorCode = (typeof checkoutErrorCodes)[number];

/** The field of the form an error stands next to; null when it concerns the whole attempt. */
export type CheckoutField = 'color' | 'quantity' | 'country' | 'email';

export type CheckoutError = {
  readonly field: CheckoutField | null;
  readonly code: CheckoutErrorCode;
  /** What the shopper quotes to support and what our log line carries. */
  readonly reference: string;
};

/** What the shopper had chosen, as it stood in the form: handed back so that nothing has to be chosen again. */
export type CheckoutChoice = {
  readonly color: string | null;
  readonly quantity: number;
  /** Where it goes, by its ISO 3166 code; null where the form did not ask. */
  readonly country: string | null;
  readonly email: string;
};

/** What the server action answers when it does not redirect. */
export type CheckoutFormState = {
  readonly error: CheckoutError | null;
  readonly choice: CheckoutChoice;
};

export type CheckoutErrorClass = 'configuration' | 'network' | 'payment';

/** Who can do something about an error: we, the line in between, or the shopper. */
export const checkoutErrorClasses = {
  invalid_color: 'payment',
  sold_out: 'payment',
  closed: 'payment',
  invalid_quantity: 'payment',
  too_few_left: 'payment',
  country_not_served: 'payment',
  invalid_email: 'payment',
  invalid_form: 'payment',
  not_configured: 'configuration',
  provider_unavailable: 'network',
  provider_timeout: 'network',
  provider_rate_limited: 'network',
  too_many_attempts: 'network',
  provider_refused: 'configuration',
  price_drift: 'configuration',
} as const satisfies Record<CheckoutErrorCode, CheckoutErrorClass>;
