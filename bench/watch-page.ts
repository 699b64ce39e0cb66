/** What the browser tells of a visit so far: milliseconds, but for the layout shift, which is a share of the screen. */
type Watched = { lcp: number; cls: number; inp: number };

declare global {
  interface Window {
    watched: Watched;
  }
}

/** Runs in the page before anything of it does. */
export function watchPage(): void {
  const watched: Watched = { lcp: 0, cls: 0, inp: 0 };
  window.watched = watched;
  const watch = (type: string, take: (entry: PerformanceEntry) => void) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({
      type,
      buffered: true,
      ...(type === 'event' ? { durationThreshold: 16 } : {}),
    } as PerformanceObserverInit);
  watch('largest-contentful-paint', ({ startTime }) => {
    watched.lcp = startTime;
  });
  watch('layout-shift', (entry) => {
    const { value, hadRecentInput } = entry as PerformanceEntry & { value: number; hadRecentInput: boolean };
    if (!hadRecentInput) watched.cls += value;
  });
  watch('event', (entry) => {
    const { interactionId, duration } = entry as PerformanceEntry & { interactionId?: number };
    if (interactionId) watched.inp = Math.max(watched.inp, duration);
  });
}
