/** What a shopper fills in to have a parcel delivered; the country stays as it was where it is known. */
export const addressFields = [
  'name',
  'line1',
  'line2',
  'postalCode',
  'city',
  'state',
  'country',
  'phone',
] as const;
export type AddressField = (typeof addressFields)[number];

export type AddressProblem = 'missing' | 'invalid';

/** What the address form answers when nothing was changed: what was typed, and which fields are wrong. */
export type AddressState = {
  readonly typed: Readonly<Record<AddressField, string>>;
  readonly wrong: Readonly<Partial<Record<AddressField, AddressProblem>>>;
};
