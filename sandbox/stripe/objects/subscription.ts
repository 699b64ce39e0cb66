import { freshId } from '#sandbox/random.ts';
import { type Call, idOf } from '#sandbox/stripe/call.ts';
import { changedFields } from '#sandbox/stripe/changed-fields.ts';
import { missingParam, StripeApiError } from '#sandbox/stripe/errors.ts';
import { emit } from '#sandbox/stripe/events.ts';
import type { Form } from '#sandbox/stripe/form.ts';
import { found } from '#sandbox/stripe/found.ts';
import { listPage, page, whereEqual } from '#sandbox/stripe/list.ts';
import { metadataOf } from '#sandbox/stripe/metadata.ts';
import { findCustomer } from '#sandbox/stripe/objects/customer.ts';
import { usableMethod } from '#sandbox/stripe/objects/payment-method.ts';
import { readSubscriptionItem } from '#sandbox/stripe/objects/subscription-item.ts';
import { plainSubscription } from '#sandbox/stripe/objects/subscription-parts.ts';
import type * as Stored from '#sandbox/stripe/stored.ts';
import { unixNow } from '#sandbox/world.ts';

const dayInSeconds = 24 * 3600;

/** Starts a subscription; no invoices are played, so it is active (or trialing) at once. */
export function createSubscription(call: Call): Stored.Subscription {
  const { form, world } = call;
  const customer = findCustomer(world, form.required('customer'), 'customer');
  const id = freshId('sub');
  const items = form.children('items').map((item) => readSubscriptionItem(world, item, id));
  const [first] = items;
  if (!first) throw missingParam('items');
  const now = unixNow(world);
  const trialDays = form.integer('trial_period_days') ?? 0;
  const method = form.text('default_payment_method');
  const subscription = world.state.subscriptions.insert({
    ...plainSubscription(now),
    id,
    cancel_at_period_end: form.flag('cancel_at_period_end') ?? false,
    currency: first.price.currency,
    customer: customer.id,
    default_payment_method: method ? usableMethod(world, method).id : null,
    description: form.text('description') ?? null,
    items: page(`/v1/subscription_items?subscription=${id}`, items) as Stored.Subscription['items'],
    metadata: metadataOf(form),
    status: trialDays > 0 ? 'trialing' : 'active',
    trial_end: trialDays > 0 ? now + trialDays * dayInSeconds : null,
    trial_start: trialDays > 0 ? now : null,
  });
  emit(call, 'customer.subscription.created', subscription);
  return subscription;
}

export const retrieveSubscription = (call: Call): Stored.Subscription =>
  found(call.world.state.subscriptions, 'subscription', { id: idOf(call) });

export function updateSubscription(call: Call): Stored.Subscription {
  const subscription = retrieveSubscription(call);
  const { form } = call;
  refuseCanceled(subscription);
  const before = structuredClone(subscription);
  subscription.metadata = metadataOf(form, subscription.metadata);
  subscription.description = form.updated('description', subscription.description);
  const atPeriodEnd = form.flag('cancel_at_period_end');
  if (atPeriodEnd !== undefined) scheduleCancel(subscription, atPeriodEnd, unixNow(call.world));
  if (form.has('items')) changeItems(call, subscription, form.children('items'));
  const method = form.text('default_payment_method');
  if (method) subscription.default_payment_method = usableMethod(call.world, method).id;
  emit(call, 'customer.subscription.updated', subscription, changedFields(before, subscription));
  return subscription;
}

export function cancelSubscription(call: Call): Stored.Subscription {
  const subscription = retrieveSubscription(call);
  refuseCanceled(subscription);
  const now = unixNow(call.world);
  Object.assign(subscription, { status: 'canceled', canceled_at: now, ended_at: now });
  emit(call, 'customer.subscription.deleted', subscription);
  return subscription;
}

export function listSubscriptions(call: Call): object {
  const status = call.form.text('status');
  const subscriptions = whereEqual(call, call.world.state.subscriptions.newestFirst(), {
    customer: (item) => item.customer,
  });
  return listPage(
    call,
    subscriptions.filter((item) =>
      status ? status === 'all' || item.status === status : item.status !== 'canceled',
    ),
  );
}

function scheduleCancel(subscription: Stored.Subscription, atPeriodEnd: boolean, now: number): void {
  const end = subscription.items.data[0]?.current_period_end ?? null;
  Object.assign(subscription, {
    cancel_at_period_end: atPeriodEnd,
    cancel_at: atPeriodEnd ? end : null,
    canceled_at: atPeriodEnd ? now : null,
  });
}

/** Named items change their price or quantity, unnamed ones are added, deleted ones leave. */
function changeItems(call: Call, subscription: Stored.Subscription, forms: readonly Form[]): void {
  for (const form of forms) {
    const items = subscription.items.data;
    const current = items.find(({ id }) => id === form.text('id'));
    if (!current) items.push(readSubscriptionItem(call.world, form, subscription.id));
    else if (form.flag('deleted')) subscription.items.data = items.filter((item) => item !== current);
    else {
      const changed = form.has('price') ? readSubscriptionItem(call.world, form, subscription.id) : current;
      Object.assign(current, changed, {
        id: current.id,
        quantity: form.integer('quantity') ?? current.quantity,
      });
    }
  }
}

function refuseCanceled({ status, id }: Stored.Subscription): void {
  if (status !== 'canceled') return;
  throw new StripeApiError(
    `No such subscription: '${id}'. A canceled subscription can only update its cancellation_details and metadata.`,
    {
      code: 'resource_missing',
    },
  );
}
