import type { Audience } from './event.ts';
import { checkoutAbandoned, startedCheckout } from './events/checkout.ts';
import { cancelledOrder, delivered, fulfilledOrder, preorderDelayed } from './events/goods.ts';
import { orderedProduct } from './events/ordered-product.ts';
import { disputeOpened, paymentFailed, refundedOrder } from './events/payment.ts';
import { placedOrder } from './events/placed-order.ts';
import { preorderSuccess } from './events/preorder-success.ts';

/** Every event marketers can build on. A new metric is one definition and one line here. */
export const RolittKlaviyoEvents = {
  startedCheckout,
  checkoutAbandoned,
  placedOrder,
  orderedProduct,
  preorderSuccess,
  paymentFailed,
  preorderDelayed,
  fulfilledOrder,
  delivered,
  cancelledOrder,
  refundedOrder,
  disputeOpened,
} as const;

/** Whom a metric may reach; what is not in the catalogue was owed by an older version and belongs to an order. */
export const audienceOf = (metric: string): Audience => definitionOf(metric)?.audience ?? 'transactional';

/** Whether an event brings the profile of its buyer up to date. */
export const movesProfile = (metric: string): boolean => definitionOf(metric)?.movesProfile ?? false;

const definitionOf = (metric: string) =>
  Object.values(RolittKlaviyoEvents).find((event) => event.metric === metric);
