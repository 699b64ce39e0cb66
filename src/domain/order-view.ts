import type { Parcel } from './carriers.ts';
import type { LocalizedText } from './localized-text.ts';
import type { Money } from './money.ts';
import type { Permission } from './order-policy.ts';
import type { OrderState } from './order-state.ts';
import type { OrderStep } from './order-timeline.ts';
import type { Address } from './payment-event.ts';
import type { Shipping } from './shipping-date.ts';

/** An order as its buyer sees it. */
export type OrderView = {
  readonly orderNo: string;
  readonly state: OrderState;
  readonly placedAt: Date;
  readonly productName: LocalizedText;
  readonly variant: string;
  readonly variantName: LocalizedText;
  readonly thumb: string;
  readonly quantity: number;
  readonly amounts: {
    readonly subtotal: Money;
    readonly discount: Money;
    readonly shipping: Money;
    readonly tax: Money;
    readonly total: Money;
    readonly refunded: Money;
    /** What is to go back and has not yet. */
    readonly owed: Money;
    /** What would go back if it were called off. */
    readonly rest: Money;
  };
  /** Null once it is of no interest any more. */
  readonly ships: Shipping | null;
  readonly parcel: Parcel | null;
  readonly address: Address | null;
  /** With most of it hidden: enough for its owner to know it again. */
  readonly email: string | null;
  readonly steps: readonly OrderStep[];
  /** The provider's own receipt and invoice; null where there is none, or it could not be asked for. */
  readonly receiptUrl: string | null;
  readonly invoiceUrl: string | null;
  readonly cancel: Permission;
  readonly changeAddress: Permission;
};

/** An e-mail address its owner knows again and nobody else can write to. */
export function maskedEmail(email: string): string {
  const at = email.lastIndexOf('@');
  const [name, domain] = [email.slice(0, at), email.slice(at)];
  return name.length < 3 ? `${name.slice(0, 1)}•••${domain}` : `${name[0]}•••${name.at(-1)}${domain}`;
}
