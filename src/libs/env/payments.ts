import * as z from 'zod';
import { stripeKeys, stripeWebhooks } from '../env-rules.ts';
import { stockLimit } from '../stock-limit.ts';
import { json, prefixed } from './forms.ts';

const priceMap = json('{"red":"price_…"} (npm run stripe:setup prints it)').pipe(
  z
    .record(z.string(), z.string().regex(/^price_\S+$/, 'every value must start with price_'))
    .refine((map) => Object.keys(map).length > 0, 'must name at least one colour'),
);

const stockMap = json('{"red":{"limit":200,"buffer":5}}').pipe(z.record(z.string(), stockLimit));

/** An address without a path; it becomes part of a header, so that nothing else may be in it. */
const origin = z
  .string()
  .transform((text) => text.replace(/\/$/, ''))
  .refine(
    (text) => /^https:\/\/[a-z\d.-]+(:\d+)?$/.test(text) && URL.canParse(text),
    'must be an https origin without a path, for example https://pay.example.com',
  );

/** Who takes the money, and what is for sale. */
export const paymentsVariables = {
  STRIPE_SECRET_KEY: prefixed('sk_', stripeKeys).optional(),
  STRIPE_WEBHOOK_SECRET: z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .pipe(z.array(prefixed('whsec_', stripeWebhooks)).min(1))
    .optional(),
  STRIPE_PRODUCT_ID: prefixed('prod_', 'Stripe dashboard, Product catalogue').optional(),
  STRIPE_CHECKOUT_ORIGIN: origin.optional(),
  COLOR_PRICE_MAP_JSON: priceMap.optional(),
  COLOR_STOCK_JSON: stockMap.optional(),
  STRIPE_API_BASE: z.url('must be an address such as http://127.0.0.1:4010').optional(),
};
