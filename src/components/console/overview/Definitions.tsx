import { Block } from '#components/console/ui/Block.tsx';

/** What every number is made of, in the words of whoever asks. */
const definitions = {
  orders:
    'Orders of the window whose money was captured at some point, also those refunded since. Revenue is what they were charged, before refunds; currencies are never added together.',
  success:
    'Payments that succeeded, of those that succeeded or failed for good. A declined card is not counted: its page stays open for another try, and whoever gives up there looks like somebody who never tried. A page that lapsed is no failure.',
  events:
    'Genuine notifications that were applied or deliberately ignored, of all that came in. The rest is the error rate. An event that failed and was driven again with success counts as processed, one that was set aside as ignored.',
  time: 'From when a notification came in until its outcome was decided. 95 of 100 took no longer than p95. Percentiles come from fixed steps and are as exact as a step is wide.',
  delay:
    'On the way to us: from when something happened at the provider, which says so in whole seconds, until its notification came in.',
  refunds:
    'Refund success: refunds that succeeded, of those that succeeded or failed. Those under way count as neither.',
  checkouts:
    'Counted by each server process and written down once a minute: what a process that ends has not written is missing, so these are a little low.',
  window:
    'A window ends now and begins with a full hour or day in UTC; the window before it is as long. Hours that are over are counted again while their records still change.',
} as const;
type DefinedName = keyof typeof definitions;

const names: Readonly<Record<DefinedName, string>> = {
  orders: 'Orders paid, revenue',
  success: 'Payment success',
  events: 'Events we processed, error rate',
  time: 'Webhook time, processing time',
  delay: 'On the way to us',
  refunds: 'Refund success',
  checkouts: 'Checkouts, wrong signatures',
  window: 'Windows',
};

export function Definitions() {
  return (
    <Block title="What the numbers mean">
      <dl className="means">
        {Object.entries(definitions).map(([id, words]) => (
          <div key={id} id={`means-${id}`}>
            <dt>{names[id as DefinedName]}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </Block>
  );
}
