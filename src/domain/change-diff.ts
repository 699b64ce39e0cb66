import type { Change, Changes, Records, TableName } from './changes.ts';
import { formatMoney, money } from './money.ts';

/** `+` comes to be, `~` changes, `=` is there already and stays. */
export type DiffSign = '+' | '~' | '=';
export type FieldDiff = {
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
};
/** What becomes of one record, in words fit for a screen: nothing personal is in it. */
export type DiffLine = {
  readonly sign: DiffSign;
  readonly record: string;
  readonly subject: string;
  readonly fields: readonly FieldDiff[];
};

/** What a commit would do, record by record. `present` are the outbox keys that stand already. */
export function diffOf({ log, changes }: Changes, present: ReadonlySet<string>): readonly DiffLine[] {
  const all: readonly Change[] = [...changes, ...(log ? [log] : [])];
  return all
    .map((change) => lineOf(change, present))
    .filter(({ sign, fields }) => sign !== '~' || fields.length > 0);
}

function lineOf(change: Change, present: ReadonlySet<string>): DiffLine {
  const record = recordNames[change.table];
  if (change.op === 'update') {
    const before = change.read.record as Row;
    const after = { ...before, ...change.set };
    return {
      sign: '~',
      record,
      subject: subjectOf(change.table, after),
      fields: changedFields(before, after),
    };
  }
  const stands = change.table === 'outbox' && present.has(change.row.dedupe_key);
  return { sign: stands ? '=' : '+', record, subject: subjectOf(change.table, change.row), fields: [] };
}

type Row = Readonly<Record<string, unknown>>;

const recordNames: Readonly<Record<TableName, string>> = {
  payment_orders: 'order',
  payment_transactions: 'transaction',
  refund_records: 'refund',
  preorders: 'preorder',
  stock_units: 'piece of stock',
  webhook_logs: 'webhook log',
  outbox: 'message',
  activity_logs: 'activity',
  rate_limits: 'rate limit',
  incidents: 'incident',
  rollups: 'roll-up',
  bookmarks: 'bookmark',
};

const amountOf = (amount: number, currency: string): string => formatMoney(money(amount, currency), 'en');

const subjects: { readonly [T in TableName]?: (row: Records[T]) => string } = {
  payment_orders: (order) =>
    `${order.order_no} ${words(order.status)}, ${amountOf(order.amount, order.currency)}`,
  payment_transactions: (line) =>
    `${line.action_type} ${line.status}, ${amountOf(line.amount, line.currency)}, ${line.provider_ref}`,
  preorders: (preorder) => `${preorder.preorder_number} ${preorder.color}, ${words(preorder.status)}`,
  refund_records: (refund) =>
    `${amountOf(refund.refund_amount, refund.currency)}, ${words(refund.refund_reason)}, ${refund.status}`,
  stock_units: (unit) => `${unit.color} number ${unit.nth}, ${unit.status}`,
  webhook_logs: (row) => `${row.event_id}, attempt ${row.attempts}`,
  outbox: (message) => `${message.kind} ${message.topic ?? message.dedupe_key}`,
  activity_logs: (line) => line.action,
};

const subjectOf = (table: TableName, row: object): string =>
  (subjects[table] as ((row: object) => string) | undefined)?.(row) ?? String((row as Row).id);

/** They say that something was written, and not what; the error of an event says again what its result says. */
const bookkeeping = new Set([
  ...['updated_at', 'version', 'history', 'processed_at', 'duration_ms', 'attempts'],
  'error',
]);
const personal = new Set(['email', 'buyer_name', 'phone', 'shipping_address', 'billing_address', 'payload']);

function changedFields(before: Row, after: Row): FieldDiff[] {
  return Object.keys(after)
    .filter((name) => !bookkeeping.has(name) && plain(before[name]) !== plain(after[name]))
    .map((name) => ({ name, before: shown(name, before[name]), after: shown(name, after[name]) }));
}

function shown(name: string, value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (personal.has(name)) return '•••';
  return name === 'status' ? words(plain(value)) : plain(value);
}

function plain(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '');
}

const words = (status: string): string => status.replaceAll('_', ' ');
