import type { Records, TableName } from '#domain/changes.ts';
import { attentionReasons } from '#domain/order.ts';
import { brokenDown, unbooked } from '#domain/webhook-log.ts';
import type { ListQuery } from '#libs/store/store.ts';

/** One list as the console asks for it. */
export type ConsoleQuery = {
  readonly [T in TableName]: {
    readonly name: string;
    readonly table: T;
    readonly query: Omit<ListQuery<T>, 'limit'>;
  };
}[TableName];

const dayMs = 86_400_000;

/** Every filter of the lists, the rare values too: those are the ones that walk a whole table without an index. */
export function consoleQueries(now: Date): readonly ConsoleQuery[] {
  const since = (days: number) => ({ from: new Date(now.getTime() - days * dayMs) });
  const of =
    <T extends TableName>(table: T) =>
    (name: string, where: Partial<Records[T]>, rest: Omit<ListQuery<T>, 'limit' | 'where'> = {}) =>
      ({ name: `${table}: ${name}`, table, query: { where, ...rest } }) as unknown as ConsoleQuery;
  const [logs, orders, messages] = [of('webhook_logs'), of('payment_orders'), of('outbox')];
  const [lines, refunds] = [of('activity_logs'), of('refund_records')];
  return [
    logs('all', {}),
    logs('of a day', {}, since(1)),
    logs('failed', { status: 'failed' }),
    logs('failed, of 30 days', { status: 'failed' }, since(30)),
    logs('failed for good', { status: 'failed', next_attempt_at: null }),
    logs('broken down', { status: 'failed', error_code: brokenDown }),
    logs('ignored', { status: 'ignored' }),
    logs('set aside', { status: 'set_aside' }),
    logs('of a payment without an order', { trade_no: 'pi77' }, { among: { status: unbooked } }),
    logs('slow, of a day', {}, { ...since(1), atLeast: { duration_ms: 2_000 } }),
    logs('a usual event', { event: 'checkout.session.completed' }),
    logs('an event nobody had', { event: 'charge.dispute.created' }),
    logs('a provider nobody uses', { provider: 'alipay' }),
    logs('of a buyer', { email: 'shopper77@example.com' }),
    logs('of an order', { order_id: 'o77' }),
    logs('with a text, of a day', {}, { ...since(1), containing: { raw_data: 'nowhere' } }),
    orders('all', {}),
    orders('cancelled', { status: 'cancelled' }),
    orders('disputed', { status: 'disputed' }),
    orders('of a colour', { variant: 'red' }),
    orders('of a colour nobody bought', { variant: 'new' }),
    orders('to a country', { country: 'NZ' }),
    orders('to a country nobody lives in', { country: 'XX' }),
    orders('of a buyer', { email: 'shopper77@example.com' }),
    orders('that need a person', {}, { among: { needs_attention: attentionReasons } }),
    messages('all', {}),
    messages('dead', { status: 'dead' }),
    messages('suppressed', { status: 'suppressed' }),
    messages('waiting', {}, { among: { status: ['pending', 'sending'] } }),
    messages('of a kind, of a day', { kind: 'email' }, since(1)),
    messages('of a topic, of a day', { topic: 'Placed Order' }, since(1)),
    messages('of an order', { order_id: 'o77' }),
    lines('all', {}),
    lines('of an order', { subject_type: 'order', subject_id: 'o77' }),
    lines('errors', { level: 'error' }),
    lines('of somebody, of a day', { actor: 'operator:ana' }, since(1)),
    refunds('all', {}),
  ];
}
