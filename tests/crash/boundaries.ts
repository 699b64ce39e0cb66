import type { StorePlace } from '#tests/setup/store-place.ts';
import { everyMoment, isThorough } from '#tests/setup/thorough.ts';

const steps = ['parseWebhook', 'commit', 'acknowledge', 'claim', 'klaviyo.event', 'settle', 'load', 'list'];

/** The kinds of boundaries a story crosses; most of them several times. */
const boundaries: readonly string[] = steps.flatMap((step) => [`before ${step}`, `after ${step}`]);

type Points = {
  readonly inWords: string;
  readonly points: () => Iterable<number | string>;
  /** The kinds that must have been among them. */
  readonly kinds: readonly string[];
};

/** The boundaries by their number; those of a kind that the short run passes by are named. */
const everywhere: Points = {
  inWords: isThorough ? 'between any two steps' : 'at every third step, and at each kind of step',
  points: everyMoment,
  kinds: boundaries,
};

const atFirst = (inWords: string, kinds: readonly string[]): Points => ({
  inWords,
  points: () => kinds,
  kinds,
});

/** Where a pipeline is made to fail; a story on the emulator takes ten times as long. */
export const failurePoints: Readonly<Record<StorePlace['kind'], Points>> = {
  Postgres: everywhere,
  Firestore: atFirst('at the first of every kind of step', boundaries),
};

const aroundWrites = [
  ...['before commit', 'after commit', 'before claim', 'after claim'],
  ...['after klaviyo.event', 'before settle', 'after settle'],
];

/** Where a process is killed; each of them takes seconds to start with the client of Firestore. */
export const killPoints: Readonly<Record<StorePlace['kind'], Points>> = {
  Postgres: everywhere,
  Firestore: atFirst('around everything it writes', aroundWrites),
};
