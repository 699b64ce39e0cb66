/** `npm run test:long` tries all there is to try; `npm test` takes a share of it, to stay short on a slow machine. */
export const isThorough = process.env.THOROUGH === 'yes';

/** How many samples a property is tried with, of those the long run takes. */
export const samplesOf = (all: number): number => (isThorough ? all : Math.ceil(all / 4));

/** Every number from 0, without end; every third of them in the short run. */
export function* everyMoment(): Generator<number> {
  for (let nth = 0; ; nth += isThorough ? 1 : 3) yield nth;
}
