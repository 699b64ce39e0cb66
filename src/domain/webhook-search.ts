import { type PaymentMethod, paymentMethods } from './payment-event.ts';
import type { WebhookLog, WebhookStatus } from './webhook-log.ts';

export const webhookViews = ['all', 'failed', 'slow', 'ignored'] as const;
export type WebhookView = (typeof webhookViews)[number];

/** Which notifications a list is about; every part of it stands in the address. */
export type WebhookFilter = {
  readonly view: WebhookView;
  readonly status: WebhookStatus | null;
  readonly provider: PaymentMethod | null;
  /** The provider's word for what happened. */
  readonly event: string | null;
  /** An order number, an e-mail address, an id of the provider, or any text inside the payload. */
  readonly search: string;
  readonly from: Date;
  readonly until: Date;
};

/** From here on a notification took long, milliseconds. */
export const slowMs = 1_000;

/** What somebody typed, by what it looks like. */
export type Sought =
  | { readonly by: 'nothing' }
  | { readonly by: 'order' | 'email' | 'event_id' | 'trade_no' | 'text'; readonly value: string };

/** Ids and addresses are looked up, everything else is looked for inside the payloads. */
export function soughtIn(search: string): Sought {
  const value = search.trim();
  if (value === '') return { by: 'nothing' };
  if (/^[A-Z]{2,5}-[0-9A-Z]{8}$/i.test(value)) return { by: 'order', value: value.toUpperCase() };
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)) return { by: 'email', value };
  if (/^(evt_|fetch:)\S+$/.test(value)) return { by: 'event_id', value };
  return /^pi_\w+$/.test(value) ? { by: 'trade_no', value } : { by: 'text', value };
}

export const providerNamed = (word: string | undefined): PaymentMethod | null =>
  paymentMethods.find((method) => method === word) ?? null;

/** A row that is applied, although its order waits for a person. */
export const isHeld = ({ status, error_code }: Pick<WebhookLog, 'status' | 'error_code'>): boolean =>
  status === 'success' && error_code !== null;
