import * as z from 'zod';
import { type AddressField, type AddressState, addressFields } from '#domain/order-address.ts';
import type { Address } from '#domain/payment-event.ts';

const text = (most: number) => z.string().trim().max(most);
const needed = (most: number) => text(most).min(1);
/** Carriers print it, and nothing else. */
const phone = text(30).regex(/^[+\d\s()./-]*$/);

const AddressForm = z.object({
  name: needed(120),
  line1: needed(120),
  line2: text(120),
  postalCode: text(20),
  city: needed(80),
  state: text(80),
  country: z.string().regex(/^([A-Z]{2})?$/),
  phone,
} satisfies Record<AddressField, z.ZodType>);

export type ParsedAddress =
  | { readonly ok: true; readonly address: Address }
  | { readonly ok: false; readonly state: AddressState };

/** Parses a submitted address form. The country is one we ship to, or empty where it is known already and stays. */
export function parseAddressForm(formData: FormData, countries: readonly string[]): ParsedAddress {
  const typed = typedIn(formData);
  const parsed = AddressForm.refine(({ country }) => country === '' || countries.includes(country), {
    path: ['country'],
  }).safeParse(typed);
  if (parsed.success) {
    const entries = addressFields.map((field) => [field, parsed.data[field] || null]);
    return { ok: true, address: Object.fromEntries(entries) as Address };
  }
  const wrong: AddressState['wrong'] = Object.fromEntries(
    parsed.error.issues.map(({ path: [field] }) => {
      const name = addressFields.find((known) => known === field) ?? 'line1';
      return [name, typed[name].trim() === '' ? 'missing' : 'invalid'] as const;
    }),
  );
  return { ok: false, state: { typed, wrong } };
}

function typedIn(formData: FormData): AddressState['typed'] {
  const entries = addressFields.map((field) => {
    const value = formData.get(field);
    return [field, typeof value === 'string' ? value.slice(0, 200) : ''];
  });
  return Object.fromEntries(entries) as AddressState['typed'];
}
