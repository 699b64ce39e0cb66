import type { Change } from './changes.ts';
import type { Catalog } from './offer.ts';
import type { Order } from './order.ts';
import type { WebhookEnding } from './webhook-log.ts';

/** What a pure decision may use of the outside: the time, fresh ids, the catalogue, and the address of the shop. */
export type Surroundings = {
  readonly now: Date;
  readonly newId: () => string;
  readonly newOrderNo: () => string;
  readonly catalog: Catalog;
  /** Origin of the shop without a slash at its end. */
  readonly appUrl: string;
  /** The link that takes up the checkout again which the event ended; null for every other event, and without a secret. */
  readonly recoveryUrl: string | null;
  /** Id of the log row this decision is recorded under. */
  readonly logId: string;
  /** An operator looks at it again: what the catalogue asks today is right, whatever the page was stamped with. */
  readonly review?: boolean;
};

/** How an event ended and what is to be written for it. */
export type Decision = {
  readonly status: WebhookEnding;
  /** Stable code of a failure, for people and filters. */
  readonly code: string | null;
  /** One sentence for the webhook log. */
  readonly sentence: string;
  /** When a failed event is driven again by itself; null leaves it to an operator. */
  readonly nextAttemptAt: Date | null;
  readonly orderId: string | null;
  readonly preorderId: string | null;
  readonly changes: readonly Change[];
  /** The order that came into being, so that events waiting for it can be driven again. */
  readonly newborn: Order | null;
  /** The order that was known already and whose money has arrived now. */
  readonly newlyPaid: Order | null;
  /** Free stock units that have to be looked for before this can be decided; until then nothing of it may be written. */
  readonly lackingUnits: number;
};

/** A decision that only leaves its line in the log. */
export function noted(status: WebhookEnding, sentence: string, rest: Partial<Decision> = {}): Decision {
  return {
    status,
    sentence,
    code: null,
    nextAttemptAt: null,
    orderId: null,
    preorderId: null,
    changes: [],
    newborn: null,
    newlyPaid: null,
    lackingUnits: 0,
    ...rest,
  };
}
