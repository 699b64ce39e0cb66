import type { LocalizedText } from './localized-text.ts';
import type { Money } from './money.ts';
import type { OrderStatus } from './order.ts';

/** An order as its owner sees it in the list of all of them. */
export type AccountOrder = {
  readonly orderNo: string;
  readonly placedAt: Date;
  /** What happened to the money. */
  readonly status: OrderStatus;
  readonly variant: string;
  readonly variantName: LocalizedText;
  readonly thumb: string;
  readonly quantity: number;
  readonly amount: Money;
  readonly amountRefunded: Money;
};
