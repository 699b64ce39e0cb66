import { countOf, failedEvents, failedPayments, failedRefunds, p95, type Share } from './shares.ts';
import { hoursSeen, type Signs, type Waiting, type WaitingName } from './signs.ts';

/** What a rule sees: how bad it is, out of how many, and in words. */
export type Reading = {
  readonly value: number;
  readonly sample: number;
  readonly sentence: string;
  /** What waits for somebody, each by its name; only of rules about such records. */
  readonly subjects?: readonly string[];
};

export type Rule = {
  readonly id: string;
  readonly title: string;
  readonly read: (signs: Signs) => Reading;
  /** Fewer than these prove nothing. */
  readonly minimumSample: number;
  /** An incident begins above this … */
  readonly opensAbove: number;
  /** … and is over once the value has not been above this … */
  readonly closesAt: number;
  /** … for so many minutes. */
  readonly quietMinutes: number;
  /** Which records it is about, where a person has to look at each. */
  readonly waits?: { readonly name: WaitingName; readonly words: (waiting: Waiting) => string };
  /** Worth waking somebody up: sent as a text message too. */
  readonly isUrgent: boolean;
  /** The page of the console that shows the cause. */
  readonly href: string;
};

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const seconds = (milliseconds: number): string => `${Math.round(milliseconds / 1000)} s`;
const times = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

const shareOf = ({ part, whole }: Share, words: (share: string) => string): Reading => {
  const value = whole === 0 ? 0 : part / whole;
  return { value, sample: whole, sentence: words(`${percent(value)} (${part} of ${whole})`) };
};

/** A rule about records that wait for somebody, however few. */
function waits(name: WaitingName, one: string, many: string): Pick<Rule, 'read' | 'waits'> {
  const words = ({ count, more, latest }: Waiting): string =>
    `${more ? 'More than ' : ''}${count} ${count === 1 ? one : many}.${latest ? ` The latest: ${latest}` : ''}`;
  return {
    read: ({ [name]: waiting }) => ({
      value: waiting.count,
      sample: waiting.count,
      sentence: words(waiting),
      subjects: waiting.subjects,
    }),
    waits: { name, words },
  };
}

/** Whatever waits for a person is told at once and over at once. */
const standing = { minimumSample: 1, opensAbove: 0, closesAt: 0, quietMinutes: 0 } as const;

/** However long ago they failed; the list shows a day unless it is told otherwise. */
const everyFailedEvent = '/console/webhooks?status=failed&since=365d';

/** How much more than usual is a reason to look, and how much is none however little is usual. */
const unusual = { factor: 5, payments: 30, forgeries: 20, disputes: 4 } as const;

/** What usually happens in as much time as is looked at. */
const usualOf = (count: (figures: Signs['lastWeek']) => number, { lastWeek }: Signs): number =>
  (count(lastWeek) * hoursSeen.recent) / hoursSeen.lastWeek;

const paymentsIn = ({ payments }: Signs['recent']): number => countOf(payments, 'charge');

/** Everything that opens an incident. A rule is added here and nowhere else. */
export const rules: readonly Rule[] = [
  {
    id: 'payment_failures',
    title: 'Payments fail',
    read: ({ lastDay }) =>
      shareOf(failedPayments(lastDay), (share) => `${share} of the payments of the last day failed.`),
    ...{ minimumSample: 20, opensAbove: 0.05, closesAt: 0.03, quietMinutes: 60, isUrgent: true },
    href: '/console/webhooks?event=checkout.session.async_payment_failed',
  },
  {
    id: 'webhook_delay',
    title: 'Webhooks are late',
    read: ({ recent }) => {
      const onTheWay = p95(recent.delays) ?? 0;
      const inHand = p95(recent.webhooks) ?? 0;
      const sentence = `95 of 100 notifications reached us within ${seconds(onTheWay)} and were processed within ${seconds(inHand)}.`;
      return { value: Math.max(onTheWay, inHand), sample: countOf(recent.delays), sentence };
    },
    ...{ minimumSample: 10, opensAbove: 30_000, closesAt: 20_000, quietMinutes: 15, isUrgent: false },
    href: '/console/webhooks?view=slow',
  },
  {
    id: 'error_rate',
    title: 'Events fail',
    read: ({ recent }) =>
      shareOf(failedEvents(recent), (share) => `${share} of the latest events could not be processed.`),
    ...{ minimumSample: 50, opensAbove: 0.01, closesAt: 0.005, quietMinutes: 15, isUrgent: false },
    href: '/console/webhooks?status=failed',
  },
  {
    id: 'refund_failures',
    title: 'Refunds fail',
    read: ({ lastWeek }) =>
      shareOf(failedRefunds(lastWeek), (share) => `${share} of the refunds of the last week failed.`),
    ...{ minimumSample: 5, opensAbove: 0.1, closesAt: 0.05, quietMinutes: 60, isUrgent: false },
    href: '/console/refunds',
  },
  {
    id: 'no_webhooks',
    title: 'No webhook comes in',
    read: ({ lastHours }) => {
      const started = countOf(lastHours.checkouts, 'started');
      const silent = countOf(lastHours.webhooks) === 0;
      const sentence = `${times(started, 'checkout')} started in the last hours, and ${silent ? 'no notification came in' : 'notifications come in'}.`;
      return { value: silent ? 1 : 0, sample: started, sentence };
    },
    ...{ minimumSample: 10, opensAbove: 0, closesAt: 0, quietMinutes: 0, isUrgent: true },
    href: '/console/webhooks',
  },
  {
    id: 'dead_messages',
    title: 'Messages were given up',
    ...waits('dead', 'message was given up', 'messages were given up'),
    ...{ ...standing, isUrgent: false },
    href: '/console/deliveries?view=dead',
  },
  {
    id: 'failed_events',
    title: 'Events wait for a person',
    ...waits('stuck', 'event failed for good', 'events failed for good'),
    ...{ ...standing, isUrgent: false },
    href: everyFailedEvent,
  },
  {
    id: 'broken_events',
    title: 'Processing breaks down',
    ...waits('broken', 'event could not be processed', 'events could not be processed'),
    ...{ ...standing, isUrgent: false },
    href: everyFailedEvent,
  },
  {
    id: 'held_orders',
    title: 'Orders wait for a person',
    ...waits('held', 'order needs a person', 'orders need a person'),
    ...{ ...standing, isUrgent: false },
    href: '/console/orders?attention=any',
  },
  {
    id: 'owed_refunds',
    title: 'Refunds did not arrive',
    ...waits(
      'owedRefunds',
      'order has a refund that failed and is owed still',
      'orders have a refund that failed and is owed still',
    ),
    ...{ ...standing, isUrgent: false },
    href: '/console/refunds?status=failed',
  },
  {
    id: 'late_refunds',
    title: 'Refunds are late',
    ...waits(
      'lateRefunds',
      'refund is under way for longer than a day',
      'refunds are under way for longer than a day',
    ),
    ...{ ...standing, isUrgent: false },
    href: '/console/refunds',
  },
  {
    id: 'reconcile_repairs',
    title: 'The webhook path leaks',
    ...waits(
      'repairs',
      'difference to the provider was found in the last day',
      'differences to the provider were found in the last day',
    ),
    ...{ ...standing, isUrgent: true },
    href: '/console/incidents#errors',
  },
  {
    id: 'price_drift',
    title: 'Prices differ',
    ...waits('drifts', 'price differs from the catalogue', 'prices differ from the catalogue'),
    ...{ ...standing, isUrgent: true },
    href: '/console/incidents#errors',
  },
  {
    id: 'forgeries',
    title: 'Signatures are wrong',
    read: (signs) => {
      const count = countOf(signs.recent.forgeries);
      const usual = usualOf(({ forgeries }) => countOf(forgeries), signs);
      const sentence = `${times(count, 'notification')} with a wrong signature, where ${usual.toFixed(1)} are usual. Either somebody tries, or the secret of the endpoint changed.`;
      return { value: count / (usual * unusual.factor + unusual.forgeries), sample: count, sentence };
    },
    ...{ minimumSample: 1, opensAbove: 1, closesAt: 0.5, quietMinutes: 30, isUrgent: false },
    href: '/console/webhooks',
  },
  {
    id: 'unusual_activity',
    title: 'Unusual activity',
    read: (signs) => {
      const count = paymentsIn(signs.recent);
      const usual = usualOf(paymentsIn, signs);
      const disputes = countOf(signs.lastDay.payments, 'dispute', 'open');
      const sentence = `${times(count, 'payment')} lately, where ${usual.toFixed(1)} are usual, and ${times(disputes, 'dispute')} opened in the last day.`;
      const value = Math.max(
        count / (usual * unusual.factor + unusual.payments),
        disputes / unusual.disputes,
      );
      return { value, sample: count + disputes, sentence };
    },
    ...{ minimumSample: 1, opensAbove: 1, closesAt: 0.5, quietMinutes: 60, isUrgent: false },
    href: '/console/orders',
  },
];
