import * as z from 'zod';
import { campaignParts } from '#domain/campaign.ts';
import type { CheckoutChoice, CheckoutError } from '#domain/checkout.ts';
import { type ConsentKind, isConsentText } from '#domain/consent.ts';
import { isLocale } from '#libs/I18n.ts';

const short = (most: number) => z.string().max(most);

/** The version of a text that was agreed to; anything else counts as no consent. */
const consentText = z.string().refine(isConsentText).optional().catch(undefined);

/** The form's fields as they may arrive; everything else in it is ignored, a price above all. */
const CheckoutForm = z.object({
  sku: short(40).regex(/^[a-z0-9-]+$/),
  color: short(40).regex(/^[a-z0-9-]+$/),
  quantity: z
    .string()
    .regex(/^[1-9]\d?$/)
    .default('1')
    .transform(Number),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  email: z.union([z.literal(''), z.email().max(254)]).default(''),
  locale: short(5).refine(isLocale),
  consent_marketing: consentText,
  consent_analytics: consentText,
  ...Object.fromEntries(campaignParts.map((name) => [`utm_${name}`, short(200).optional()])),
});

export type ParsedForm =
  | {
      readonly ok: true;
      readonly form: z.infer<typeof CheckoutForm>;
      readonly utm: Record<string, string> | null;
    }
  | { readonly ok: false; readonly error: Omit<CheckoutError, 'reference'> };

/** Parses a submitted checkout form; a wrong field is named, the rest of a wrong form is `invalid_form`. */
export function parseCheckoutForm(formData: FormData): ParsedForm {
  const fields = Object.fromEntries([...formData].filter(([, value]) => typeof value === 'string'));
  const parsed = CheckoutForm.safeParse(fields);
  if (parsed.success) return { ok: true, form: parsed.data, utm: utmOf(fields) };
  const wrong = new Set(parsed.error.issues.map(({ path }) => path[0]));
  if (wrong.has('color')) return { ok: false, error: { field: 'color', code: 'invalid_color' } };
  if (wrong.has('quantity')) return { ok: false, error: { field: 'quantity', code: 'invalid_quantity' } };
  if (wrong.has('country')) return { ok: false, error: { field: 'country', code: 'country_not_served' } };
  if (wrong.has('email')) return { ok: false, error: { field: 'email', code: 'invalid_email' } };
  return { ok: false, error: { field: null, code: 'invalid_form' } };
}

/** The consents of a form, each by the version of its text. */
export function consentsIn({
  consent_marketing: marketing,
  consent_analytics: analytics,
}: Partial<Record<`consent_${ConsentKind}`, string | undefined>>): Partial<Record<ConsentKind, string>> {
  return { ...(marketing ? { marketing } : {}), ...(analytics ? { analytics } : {}) };
}

function utmOf(fields: Record<string, unknown>): Record<string, string> | null {
  const found = campaignParts.flatMap((name) => {
    const value = fields[`utm_${name}`];
    return typeof value === 'string' && value !== '' ? [[name, value] as const] : [];
  });
  return found.length === 0 ? null : Object.fromEntries(found);
}

/** The choice as it stands in a form, however wrong the rest of it is, so that nothing has to be chosen twice. */
export function choiceIn(formData: FormData): CheckoutChoice {
  const text = (name: string, most: number): string => {
    const value = formData.get(name);
    return typeof value === 'string' && value.length <= most ? value : '';
  };
  const quantity = Number(text('quantity', 2));
  return {
    color: text('color', 40) || null,
    quantity: Number.isInteger(quantity) && quantity > 0 ? quantity : 1,
    country: text('country', 2) || null,
    email: text('email', 254),
  };
}
