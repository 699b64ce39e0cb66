/** Adds up the milliseconds in which at least one of several things was under way, however they overlap. */
export type Stopwatch = { start(): () => void; elapsed(): number };

export function createStopwatch(now: () => number): Stopwatch {
  let running = 0;
  let since = 0;
  let total = 0;
  return {
    start() {
      if (running++ === 0) since = now();
      return () => {
        if (--running === 0) total += now() - since;
      };
    },
    elapsed: () => total + (running > 0 ? now() - since : 0),
  };
}
