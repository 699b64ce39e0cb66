import type { AlertChannel } from '#domain/alerts/announcement.ts';
import type { Catalog } from '#domain/offer.ts';
import type { Order } from '#domain/order.ts';
import type { OrderPolicy } from '#domain/order-policy.ts';
import type { Identity } from '#libs/auth/identity.ts';
import type { Deliveries } from '#libs/deliveries/delivery.ts';
import type { IdSource } from '#libs/Ids.ts';
import type { Logger } from '#libs/Logger.ts';
import type { PaymentService } from '#libs/payments/core/payment-service.ts';
import type { Store } from '#libs/store/store.ts';
import type { Trace } from '#libs/trace/trace.ts';
import type { CheckoutGuard } from './checkout-guard.ts';
import type { ForgeryCounter } from './count-forgeries.ts';
import type { Meter } from './meter.ts';

export type Clock = { now(): Date };

/** What the link to an order is made of. */
export type LinkedOrder = Pick<Order, 'order_no' | 'link_version' | 'locale'>;

/** A payment page that lapsed, and the language of its shopper. */
export type LeftCheckout = { readonly sessionId: string; readonly locale: string };

/** Everything a use case may touch of the world. Made once, in the composition root. */
export type AppContext = {
  readonly store: Store;
  readonly payments: PaymentService;
  readonly deliveries: Deliveries;
  /** Null where nobody can sign in. */
  readonly identity: Identity | null;
  readonly catalog: Catalog;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Logger;
  /** What one request does, from door to answer. */
  readonly trace: Trace;
  /** Runs work after the answer has been sent; a failure in it is logged, never thrown. */
  readonly defer: (work: () => Promise<void>) => void;
  /** Origin of the shop without a slash at its end. */
  readonly appUrl: string;
  /** Address of the local sandbox, or null where real services are used. */
  readonly sandboxUrl: string | null;
  /** Sends what the outbox owes, unless only cron and the command line may; calls while it runs become one more run. */
  readonly drainSoon: () => Promise<void>;
  /** Does what a new or newly paid order sets off; orders that come while it runs are taken together. */
  readonly followBirth: (order: Order) => Promise<void>;
  readonly forgeries: ForgeryCounter;
  readonly meter: Meter;
  /** How people are told of incidents. */
  readonly alertChannels: readonly AlertChannel[];
  /** Looks for incidents after something went wrong; does nothing where only cron may. */
  readonly watchSoon: () => Promise<void>;
  /** What buyers may do with their orders. */
  readonly policy: OrderPolicy;
  /** The address that opens the page of an order, for whoever gets it by mail; null where none can be signed. */
  readonly orderUrl: (order: LinkedOrder) => string | null;
  /** The address that takes up a checkout again that was left open until it lapsed; null where none can be sealed. */
  readonly recoveryUrl: (left: LeftCheckout) => Promise<string | null>;
  /** A name that stands for somebody who is only counted. */
  readonly pseudonym: (who: string) => string;
  /** A name that stands for one person and for nobody else, and leads back to nobody without our secret. */
  readonly personKey: (email: string) => string;
  /** SHA-256 of a text, in hexadecimal digits. */
  readonly fingerprint: (text: string) => string;
  readonly checkoutGuard: CheckoutGuard;
};
