import type { Consent, GivenConsent } from './consent.ts';
import type { StockHold } from './stock-unit.ts';

export const paymentMethods = ['stripe', 'alipay', 'wechat'] as const;
export type PaymentMethod = (typeof paymentMethods)[number];

export type Address = {
  readonly name: string | null;
  readonly line1: string | null;
  readonly line2: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly postalCode: string | null;
  readonly country: string | null;
  readonly phone: string | null;
};

/** What our checkout stamped on the payment page when it opened; null where the page is not ours. */
export type CheckoutStamp = {
  readonly orderNo: string;
  readonly sku: string;
  readonly variant: string;
  readonly quantity: number;
  readonly locale: string;
  readonly priceId: string | null;
  /** Minor units of the session's currency; null where a hand-made event left it out. */
  readonly unitAmount: number | null;
  readonly currency: string | null;
  readonly userId: string | null;
  /** Where the buyer said the parcel should go, by its ISO 3166 code; the payment page may know better. */
  readonly country: string | null;
  readonly consents: readonly GivenConsent[];
  readonly utm: Readonly<Record<string, string>> | null;
  /** The units of a limited colour that were taken for it; null where none were. */
  readonly hold: StockHold | null;
  /** The number of the abandoned order whose reminder led here; null for every other checkout. */
  readonly recoveredFrom: string | null;
};

/** Everything a payment page tells about itself: enough for an order to be born from it. Amounts are minor units. */
export type CheckoutSnapshot = {
  readonly sessionId: string;
  /** The provider's trade number (Stripe: payment intent); null for zero-amount orders. */
  readonly tradeNo: string | null;
  readonly stamp: CheckoutStamp;
  readonly currency: string;
  readonly amount: number;
  readonly amountSubtotal: number;
  readonly amountDiscount: number;
  readonly amountTax: number;
  readonly amountShipping: number;
  readonly discountCode: string | null;
  readonly email: string | null;
  readonly name: string | null;
  readonly phone: string | null;
  readonly shippingAddress: Address | null;
  readonly billingAddress: Address | null;
  readonly consent: Consent | null;
  readonly expiresAt: Date | null;
};

export const chargeStatuses = ['pending', 'expired', 'failed', 'succeeded'] as const;
export type ChargeStatus = (typeof chargeStatuses)[number];

export const refundStatuses = ['pending', 'processing', 'succeeded', 'failed'] as const;
export type RefundStatus = (typeof refundStatuses)[number];

export const disputeStatuses = ['open', 'won', 'lost'] as const;
export type DisputeStatus = (typeof disputeStatuses)[number];

/** Where the payment of one payment page stands. */
export type ChargeFact = {
  readonly kind: 'charge';
  readonly status: ChargeStatus;
  readonly checkout: CheckoutSnapshot;
};

/** One movement of a provider object, in our words. Amounts are minor units. */
export type MoneyFact =
  | ChargeFact
  | {
      readonly kind: 'refund';
      readonly status: RefundStatus;
      readonly refundId: string;
      readonly tradeNo: string;
      readonly amount: number;
      readonly currency: string;
      /** Why it was asked for, in the provider's words. */
      readonly reason: string | null;
      /** Why it failed, in the provider's words. */
      readonly failureReason: string | null;
      /** The number and the attempt we asked for it under; null when somebody else asked. */
      readonly refundNo: string | null;
      readonly attempt: number | null;
    }
  | {
      readonly kind: 'dispute';
      readonly status: DisputeStatus;
      readonly disputeId: string;
      readonly tradeNo: string;
      readonly amount: number;
      readonly currency: string;
      readonly reason: string | null;
    };

/** Whether a fact says that the money of a payment page has arrived. */
export const isArrival = ({ kind, status }: MoneyFact): boolean =>
  kind === 'charge' && status === 'succeeded';

export type PaymentFact =
  | MoneyFact
  /** The provider's running total, compared with ours and never booked. */
  | { readonly kind: 'refund_total'; readonly tradeNo: string; readonly amountRefunded: number }
  /** A price or product changed at the provider: the catalogue is compared again. */
  | { readonly kind: 'price_changed'; readonly objectId: string }
  /** Genuine, but nothing for us to do. */
  | { readonly kind: 'ignored'; readonly reason: IgnoredReason; readonly sentence: string }
  /** Genuine and meant for us, but it cannot be used as it is: kept, flagged, replayable. */
  | { readonly kind: 'unusable'; readonly code: UnusableCode; readonly sentence: string }
  /** Written in an API version we cannot read: the named object has to be fetched in ours. */
  | { readonly kind: 'unreadable_version'; readonly objectId: string; readonly sentence: string };

export type IgnoredReason = 'not_ours' | 'unhandled_type' | 'other_livemode' | 'intermediate_state';
export type UnusableCode = 'malformed_event' | 'missing_fields' | 'foreign_account' | 'payload_redacted';

/** A verified notification: who said it, when, the body as received, and the fact in it. */
export type PaymentEvent = {
  readonly provider: PaymentMethod;
  readonly eventId: string;
  readonly type: string;
  readonly apiVersion: string | null;
  readonly livemode: boolean | null;
  /** When it happened at the provider, to the second; never used for ordering. */
  readonly occurredAt: Date;
  readonly email: string | null;
  readonly rawData: string;
  readonly fact: PaymentFact;
};
