import type { Change, Versioned } from './changes.ts';
import { insert, update } from './changes.ts';
import type { Surroundings } from './decision.ts';
import type { Order } from './order.ts';
import { rankOf } from './order.ts';
import type { MoneyFact, RefundStatus } from './payment-event.ts';
import { refundable } from './refund.ts';
import type { RefundReason, RefundRecord } from './refund-record.ts';
import { isUnderWay } from './refund-record.ts';

type RefundFact = Extract<MoneyFact, { kind: 'refund' }>;
type Records = readonly Versioned<RefundRecord>[];
type Around = Pick<Surroundings, 'now' | 'newId'>;

/**
 * Lets the refund records follow a fact about the money of `after`, the order as the fact leaves it. A refund nobody here
 * asked for gets a record too, and what was asked for but has no money left to be paid from is cut down to the rest.
 */
export function settleRefunds(
  records: Records,
  { fact, after }: { fact: MoneyFact; after: Order },
  around: Around,
): readonly Change[] {
  const told = fact.kind === 'refund' ? followed(records, fact, { after, around }) : null;
  const known = records.map(({ record }) => (told?.read?.record === record ? told.next : record));
  const all = told === null || told.read ? known : [...known, told.next];
  const open = records.filter(({ record }) => record !== told?.read?.record && awaitsProvider(record));
  return [...(told?.changes ?? []), ...cutDown(open, { all, after }, around)];
}

type Told = {
  /** Null where the record is new. */
  readonly read: Versioned<RefundRecord> | null;
  readonly next: RefundRecord;
  readonly changes: readonly Change[];
};

function followed(
  records: Records,
  fact: RefundFact,
  { after, around }: { after: Order; around: Around },
): Told | null {
  if (fact.amount === 0) return null;
  const read = records.find(({ record }) => isAbout(record, fact)) ?? null;
  if (read === null) {
    const next = recordOfDashboard(fact, after, around);
    return { read, next, changes: [insert('refund_records', next)] };
  }
  if (!saysMore(read.record, fact)) return null;
  const set = { ...toldBy(fact, around.now), updated_at: around.now };
  return { read, next: { ...read.record, ...set }, changes: [update('refund_records', read, set)] };
}

/** Two objects of one attempt cannot both be ours: somebody copied the words of one in the dashboard. */
const isAbout = (record: RefundRecord, fact: RefundFact): boolean =>
  record.provider_refund_id === fact.refundId ||
  (record.refund_no === fact.refundNo &&
    (record.provider_refund_id === null || record.attempt !== attemptOf(fact)));

const attemptOf = ({ attempt }: RefundFact): number => attempt ?? 1;

/** The later attempt says more, and of one attempt the higher-ranked status; so any sequence of facts ends alike. */
function saysMore(record: RefundRecord, fact: RefundFact): boolean {
  if (record.provider_refund_id === null) return true;
  const ahead = attemptOf(fact) - record.attempt;
  const rank = (status: RefundStatus) => rankOf({ action_type: 'refund', status });
  return ahead > 0 || (ahead === 0 && rank(fact.status) > rank(record.status));
}

const toldBy = (fact: RefundFact, now: Date) => ({
  status: fact.status,
  refund_amount: fact.amount,
  provider_refund_id: fact.refundId,
  attempt: attemptOf(fact),
  failure_reason: fact.status === 'failed' ? (fact.failureReason ?? 'unknown') : null,
  completed_at: fact.status === 'succeeded' || fact.status === 'failed' ? now : null,
});

const recordOfDashboard = (fact: RefundFact, order: Order, { now, newId }: Around): RefundRecord => ({
  id: newId(),
  order_id: order.id,
  refund_no: fact.refundId,
  currency: fact.currency,
  refund_reason: (fact.reason === null ? undefined : dashboardReasons[fact.reason]) ?? 'unstated',
  note: null,
  requested_by: order.payment_method,
  ...toldBy(fact, now),
  created_at: now,
  updated_at: now,
});

/** https://docs.stripe.com/api/refunds/object#refund_object-reason */
const dashboardReasons: Readonly<Record<string, RefundReason>> = {
  duplicate: 'paid_twice',
  fraudulent: 'fraud',
  requested_by_customer: 'asked_by_buyer',
};

/** Nothing of it is known at the provider, so it can still become less. */
const awaitsProvider = (record: RefundRecord): boolean =>
  record.provider_refund_id === null && isUnderWay(record);

/** The youngest ones give way: what was asked for first is paid first. */
function cutDown(
  open: Records,
  { all, after }: { all: readonly RefundRecord[]; after: Order },
  { now }: Around,
): Change[] {
  const others = all.filter((record) => !awaitsProvider(record));
  let left = refundable(after, others);
  return open.flatMap((read) => {
    const { refund_amount: asked } = read.record;
    const kept = Math.min(asked, left);
    left -= kept;
    if (kept === asked) return [];
    const set =
      kept > 0
        ? { refund_amount: kept, updated_at: now }
        : ({
            status: 'failed',
            failure_reason: 'already_refunded',
            completed_at: now,
            updated_at: now,
          } as const);
    return [update('refund_records', read, set)];
  });
}
