import { freshId } from '#sandbox/random.ts';
import { StripeApiError } from '#sandbox/stripe/errors.ts';
import type { Form } from '#sandbox/stripe/form.ts';
import { metadataOf } from '#sandbox/stripe/metadata.ts';
import { findPrice, publicPrice } from '#sandbox/stripe/objects/price.ts';
import type * as Stored from '#sandbox/stripe/stored.ts';
import { unixNow, type World } from '#sandbox/world.ts';

/** One priced line of a subscription, with its first period starting now. */
export function readSubscriptionItem(
  world: World,
  form: Form,
  subscription: string,
): Stored.SubscriptionItem {
  const price = findPrice(world, form.required('price'), form.pathOf('price'));
  if (!price.recurring) {
    throw new StripeApiError(
      `The price specified is set to \`type=one_time\` but this field only accepts prices with \`type=recurring\`.`,
      {
        param: form.pathOf('price'),
      },
    );
  }
  const now = unixNow(world);
  return {
    id: freshId('si', 14),
    object: 'subscription_item',
    billing_thresholds: null,
    created: now,
    current_period_end: periodEnd(now, price.recurring),
    current_period_start: now,
    current_trial: null,
    discounts: [],
    metadata: metadataOf(form),
    plan: planOf(price),
    price: publicPrice(structuredClone(price)),
    quantity: form.integer('quantity') ?? 1,
    subscription,
    tax_rates: [],
  };
}

/** Adds calendar months and years, keeping to the last day of shorter months. */
export function periodEnd(
  start: number,
  { interval, interval_count }: { interval: string; interval_count: number },
): number {
  const days = { day: 1, week: 7 }[interval];
  if (days) return start + days * interval_count * 24 * 3600;
  const date = new Date(start * 1000);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + (interval === 'year' ? 12 : 1) * interval_count);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, lastDay));
  return Math.floor(date.getTime() / 1000);
}

function planOf(price: Stored.Price): object {
  return {
    id: price.id,
    object: 'plan',
    active: price.active,
    amount: price.unit_amount,
    amount_decimal: price.unit_amount_decimal,
    billing_scheme: 'per_unit',
    created: price.created,
    currency: price.currency,
    interval: price.recurring?.interval ?? 'month',
    interval_count: price.recurring?.interval_count ?? 1,
    livemode: false,
    metadata: price.metadata,
    meter: null,
    nickname: price.nickname,
    product: price.product,
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: null,
    usage_type: 'licensed',
  };
}
