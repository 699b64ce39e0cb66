/** Lets a limited number of calls in at once; the others wait in line. */
export type Gate = {
  /** Runs the work when there is room, or never, when the caller gave up before its turn. */
  enter<R>(work: () => Promise<R>, gaveUp: () => boolean): Promise<R | undefined>;
};

/** What waits here can still be withdrawn; what the driver holds it sends, however late. */
export function createGate(limit: number): Gate {
  const waiting: (() => void)[] = [];
  let inside = 0;
  const leave = () => {
    inside -= 1;
    waiting.shift()?.();
  };
  return {
    async enter(work, gaveUp) {
      if (inside >= limit) await new Promise<void>((resolve) => waiting.push(resolve));
      inside += 1;
      try {
        return gaveUp() ? undefined : await work();
      } finally {
        leave();
      }
    },
  };
}
