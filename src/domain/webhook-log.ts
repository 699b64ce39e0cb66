import type { PaymentMethod } from './payment-event.ts';

/** How driving an event ends. */
export const webhookEndings = ['success', 'ignored', 'failed'] as const;
export type WebhookEnding = (typeof webhookEndings)[number];

/** How an event stands: as it ended, or set aside by a person after it failed. */
export const webhookStatuses = [...webhookEndings, 'set_aside'] as const;
export type WebhookStatus = (typeof webhookStatuses)[number];

/** What nothing was booked of: it waits, or a person said that it is over. */
export const unbooked = ['failed', 'set_aside'] as const satisfies readonly WebhookStatus[];

/**
 * A row is born with one of the three endings. Failed and ignored rows are driven again, and one whose order is held back by
 * a doubt about its payment page; one that was set aside by a person alone.
 */
export const webhookMoves = {
  success: ['success'],
  ignored: ['success', 'failed'],
  failed: ['success', 'ignored', 'failed', 'set_aside'],
  set_aside: ['success', 'ignored', 'failed'],
} as const satisfies Record<WebhookStatus, readonly WebhookStatus[]>;

/** The error code of an event whose processing ended in a way nobody foresaw. */
export const brokenDown = 'unexpected';

/** The error code of an event that is taken for somebody else's, because no order of ours is known for it. */
export const notOurs = 'not_ours';

/**
 * Whether the birth of an order drives the event again that names its payment: it failed, or it was taken for somebody
 * else's. A payment that was stuck for days must find the refund that was made meanwhile.
 */
export const awaitsBirth = ({ status, error_code }: Pick<WebhookLog, 'status' | 'error_code'>): boolean =>
  status === 'failed' || (status === 'ignored' && error_code === notOurs);

/** One time an event was driven. */
export type WebhookAttempt = Pick<WebhookLog, 'result' | 'error_code' | 'duration_ms'> & {
  readonly status: WebhookEnding;
  /** ISO 8601, UTC. */
  readonly at: string;
};

/** One fact the outside told us, with the body as it was received. */
export type WebhookLog = {
  readonly id: string;
  readonly provider: PaymentMethod;
  readonly event_id: string;
  readonly event: string;
  readonly stripe_event_id: string | null;
  readonly api_version: string | null;
  readonly livemode: boolean | null;
  readonly status: WebhookStatus;
  /** One sentence a person can act on. */
  readonly result: string;
  readonly error: string | null;
  readonly error_code: string | null;
  readonly next_attempt_at: Date | null;
  readonly order_id: string | null;
  readonly preorder_id: string | null;
  readonly email: string | null;
  readonly trade_no: string | null;
  readonly raw_data: string;
  readonly attempts: number;
  readonly received_at: Date;
  readonly processed_at: Date | null;
  readonly duration_ms: number | null;
  /** From when it happened at the provider until it came in, milliseconds; null for what we fetched ourselves. */
  readonly delay_ms: number | null;
  /** How it ended before it was driven again, oldest first; how it ended last stands in the fields above. */
  readonly history: readonly WebhookAttempt[];
  readonly created_at: Date;
  readonly updated_at: Date;
};

/** The last time an event was driven. Setting it aside is no attempt, and only what failed is set aside. */
export const lastAttempt = ({
  status,
  result,
  error_code,
  duration_ms,
  processed_at,
  received_at,
}: WebhookLog): WebhookAttempt => ({
  at: (processed_at ?? received_at).toISOString(),
  status: status === 'set_aside' ? 'failed' : status,
  result,
  error_code,
  duration_ms,
});
