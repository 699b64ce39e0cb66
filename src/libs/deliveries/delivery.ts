import type { OutboxKind, OutboxMessage } from '#domain/outbox.ts';

/**
 * How a message ended at its receiver. Suppressed: deliberately not sent, and why. Postponed: the receiver takes no more for
 * now, which is no attempt. Refused: the receiver will never take it, so trying again is up to a person.
 */
export type Delivered = (
  | { readonly kind: 'sent' }
  | { readonly kind: 'suppressed'; readonly reason: string }
  | { readonly kind: 'postponed'; readonly until: Date; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string }
) & {
  /** Nothing of what it said is to be kept. */
  readonly forgets?: true;
};

/** Sends one kind of message. Resolves when the receiver took it; throws DeliveryError otherwise. */
export type Delivery = (message: OutboxMessage) => Promise<Delivered>;

/** One sender per kind of message; a kind without an entry is a type error. */
export type Deliveries = Readonly<Record<OutboxKind, Delivery>>;

/** A message did not arrive. Not retryable: the receiver refuses it and will refuse it again. */
export class DeliveryError extends Error {
  readonly retryable: boolean;
  readonly retryAfterSeconds: number | null;
  /** What the message is to carry from now on; undefined leaves it as it is. */
  readonly payload: unknown;
  constructor(
    message: string,
    options: { retryable: boolean; retryAfterSeconds?: number | null; cause?: unknown; payload?: unknown },
  ) {
    super(message, { cause: options.cause });
    this.name = 'DeliveryError';
    this.retryable = options.retryable;
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
    this.payload = options.payload;
  }
}

/** Leave to call a receiver, shared by all processes. */
export type CallQuota = {
  /** Resolves with null once a call may be made, or with the moment to come again where that is too long to wait for. */
  take(): Promise<Date | null>;
  /** The receiver asked to be left alone for so many seconds: nobody calls it until the moment this resolves with. */
  pauseFor(seconds: number): Promise<Date>;
};
