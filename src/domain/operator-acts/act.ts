import type { ActivityLog } from '../activity.ts';
import type { Change } from '../changes.ts';
import { insert } from '../changes.ts';
import type { Catalog } from '../offer.ts';
import type { Order } from '../order.ts';
import type { Refusal } from './refusal.ts';

/** `done_before`: it is so already, nothing is to be written. */
export type OperatorAct =
  | { readonly kind: 'done'; readonly changes: readonly Change[] }
  | { readonly kind: 'done_before' }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

export type OperatorAround = {
  readonly now: Date;
  readonly newId: () => string;
  readonly catalog: Catalog;
  /** Origin of the shop without a slash at its end. */
  readonly appUrl: string;
  readonly actor: string;
  /** Names this press of the button, and becomes the id of the line in the history: pressed twice, it is written once. */
  readonly actId: string;
  /** What the operator wrote about it. */
  readonly reason: string | null;
};

export const refused = (refusal: Refusal): OperatorAct => ({ kind: 'refused', refusal });
export const doneBefore: OperatorAct = { kind: 'done_before' };

/** The line an act leaves in the history of its order. `data` holds nothing personal. */
export function actLine(
  { id, order_no }: Order,
  told: { action: string; message: string; data?: Readonly<Record<string, unknown>> },
  { now, actId, actor, reason }: OperatorAround,
): Change {
  const row: ActivityLog = {
    id: actId,
    subject_type: 'order',
    subject_id: id,
    action: told.action,
    actor,
    level: 'info',
    message: `${order_no} ${told.message}`,
    error_code: null,
    data: { order_no, ...(reason === null ? {} : { reason }), ...told.data },
    created_at: now,
  };
  return insert('activity_logs', row);
}
