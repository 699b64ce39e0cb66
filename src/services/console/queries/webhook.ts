import type { ActivityLog } from '#domain/activity.ts';
import { maskedEvent } from '#domain/masking.ts';
import { demandRole, mayAct, type Operator } from '#domain/operator.ts';
import type { Order } from '#domain/order.ts';
import type { OutboxMessage } from '#domain/outbox.ts';
import { isRevealedTo } from '#domain/reveal.ts';
import { lastAttempt, type WebhookAttempt, type WebhookLog } from '#domain/webhook-log.ts';
import type { AppContext } from '#services/app-context.ts';

/** One notification with everything the panel tells of it. */
export type WebhookDetail = Omit<WebhookLog, 'raw_data' | 'history' | 'email'> & {
  /** Every time it was driven, oldest first. */
  readonly tries: readonly WebhookAttempt[];
  readonly order: Pick<Order, 'id' | 'order_no' | 'status' | 'amount' | 'currency' | 'created_at'> | null;
  /** What it owed to the outside. */
  readonly messages: readonly Pick<OutboxMessage, 'id' | 'kind' | 'topic' | 'status' | 'created_at'>[];
  /** What people and jobs did about it, oldest first. */
  readonly acts: readonly ActivityLog[];
  /** The body, with personal data masked unless it was revealed to this operator; text where it is no JSON. */
  readonly payload: unknown;
  readonly isMasked: boolean;
  readonly may: { readonly replay: boolean; readonly setAside: boolean; readonly reveal: boolean };
};

const linesShown = 50;

/** The notification under an id; null when there is none. Throws NotAllowedError. */
export async function webhook(
  app: AppContext,
  operator: Operator,
  id: string,
): Promise<WebhookDetail | null> {
  demandRole(operator, 'viewer');
  const [found] = await app.store.get('webhook_logs', [id]);
  if (!found) return null;
  const { raw_data, history, email: _, ...row } = found.record;
  const [order, messages, lines] = await Promise.all([
    orderOf(app, row.order_id),
    messagesOf(app, row),
    app.store.list('activity_logs', {
      where: { subject_type: 'webhook_log', subject_id: id },
      limit: linesShown,
    }),
  ]);
  const now = app.clock.now();
  const isRevealed = lines.rows.some(
    (line) => line.action === 'webhook.revealed' && isRevealedTo(line, operator, now),
  );
  const payload = jsonOf(raw_data);
  const acts = mayAct(operator, 'operator');
  return {
    ...row,
    tries: [...history, lastAttempt(found.record)],
    order,
    messages,
    acts: [...lines.rows].reverse(),
    payload: isRevealed ? payload : maskedEvent(payload),
    isMasked: !isRevealed,
    may: { replay: acts, setAside: acts && row.status === 'failed', reveal: acts },
  };
}

async function orderOf({ store }: AppContext, id: string | null): Promise<WebhookDetail['order']> {
  const [order] = id === null ? [] : await store.get('payment_orders', [id]);
  if (!order) return null;
  // Nothing personal goes along.
  const { order_no, status, amount, currency, created_at } = order.record;
  return { id: order.record.id, order_no, status, amount, currency, created_at };
}

async function messagesOf(
  { store }: AppContext,
  { id: logId, order_id }: Pick<WebhookLog, 'id' | 'order_id'>,
) {
  if (order_id === null) return [];
  const { rows } = await store.list('outbox', {
    where: { order_id, webhook_log_id: logId },
    limit: linesShown,
  });
  return rows.map(({ id, kind, topic, status, created_at }) => ({ id, kind, topic, status, created_at }));
}

/** A body that is no JSON, or was erased since, is shown as the text it is; masked, only how long it is. */
function jsonOf(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    return { length: raw.length };
  }
}
