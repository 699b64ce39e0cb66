import type { Money } from './money.ts';
import type { Variant } from './offer.ts';

/** What the page behind a recovery link shows; looking at it changes nothing. */
export type RecoveryPage =
  /** The link is forged, garbled or of a checkout nobody knows any more. */
  | { readonly kind: 'unknown' }
  /** The store does not answer in a moment. */
  | { readonly kind: 'late' }
  | { readonly kind: 'bought'; readonly orderNo: string; readonly variant: string }
  | { readonly kind: 'gone'; readonly variant: Variant; readonly others: readonly Variant[] }
  | {
      readonly kind: 'open';
      readonly variant: Variant;
      readonly quantity: number;
      /** Before any discount, in the currency of the page's language. */
      readonly price: Money;
      readonly hasDiscount: boolean;
    };
