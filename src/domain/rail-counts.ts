import type { Waiting } from './alerts/signs.ts';

/** So many, or more. */
export type RailCount = Pick<Waiting, 'count' | 'more'>;

/** What needs a person, by the area of the console that shows it. */
export type RailCounts = {
  readonly orders: RailCount;
  readonly refunds: RailCount;
  readonly webhooks: RailCount;
  readonly deliveries: RailCount;
  readonly incidents: RailCount;
};
