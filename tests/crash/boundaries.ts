import type { StorePlace } from '#tests/setup/store-place.ts';

const steps = ['parseWebhook', 'commit', 'acknowledge', 'claim', 'klaviyo.event', 'settle', 'load', 'list'];

/** The kinds of boundaries a story crosses; most of them several times. */
export const boundaries: readonly string[] = steps.flatMap((step) => [`before ${step}`, `after ${step}`]);

/** Where stories are broken off, in words for the name of a test. */
export const brokenOff: Readonly<Record<StorePlace['kind'], string>> = {
  Postgres: 'between any two steps',
  Firestore: 'at the first of every kind of step',
};

/** The number of each boundary there is, without end; on Firestore, where a story takes seconds, the name of each kind. */
export function* pointsOn(kind: StorePlace['kind']): Generator<number | string> {
  if (kind === 'Firestore') yield* boundaries;
  else for (let nth = 0; ; nth++) yield nth;
}
