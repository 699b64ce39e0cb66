import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import { noSpans, type Spans } from './spans.ts';
import { createStopwatch, type Stopwatch } from './stopwatch.ts';
import type { Trace, TraceFacts } from './trace.ts';

/** What runs through one request. Facts are noted in place, so that the door hears of them. */
type Thread = {
  readonly traceId: string;
  readonly startedAt: number;
  readonly outside: Stopwatch;
  facts: TraceFacts;
};

export type RequestTrace = Trace & {
  /** What every line of the request under way says of it. */
  readonly lineFields: () => TraceFacts;
};

/** Traces requests, also where nobody collects spans: the trace id in the lines is the caller's or a fresh one. */
export function createTrace(
  spans: Spans = noSpans,
  now: () => number = () => performance.now(),
): RequestTrace {
  const threads = new AsyncLocalStorage<Thread>();
  return {
    request(entered, work) {
      if (threads.getStore()) return work();
      const { door, traceparent } = entered;
      return spans.run({ name: door, facts: {}, traceparent }, (ids) => {
        const traceId = ids?.trace_id ?? traceIdIn(traceparent) ?? randomBytes(16).toString('hex');
        const thread = { traceId, startedAt: now(), outside: createStopwatch(now), facts: {} };
        return threads.run(thread, work);
      });
    },
    async step(name, facts, work) {
      const stop = name === 'provider' ? threads.getStore()?.outside.start() : undefined;
      try {
        return await spans.run({ name, facts }, work);
      } finally {
        stop?.();
      }
    },
    apart(work) {
      const thread = threads.getStore();
      return thread ? threads.run({ ...thread }, work) : work();
    },
    note(facts) {
      const thread = threads.getStore();
      if (thread) thread.facts = { ...thread.facts, ...facts };
    },
    figures() {
      const thread = threads.getStore();
      if (!thread) return { facts: {}, duration_ms: 0, provider_ms: 0 };
      const { facts, startedAt, outside } = thread;
      return {
        facts,
        duration_ms: Math.round(now() - startedAt),
        provider_ms: Math.round(outside.elapsed()),
      };
    },
    lineFields() {
      const thread = threads.getStore();
      if (!thread) return {};
      const { order_no, event_id } = thread.facts;
      return {
        trace_id: thread.traceId,
        ...(order_no ? { order_no } : {}),
        ...(event_id ? { event_id } : {}),
      };
    },
  };
}

/** https://www.w3.org/TR/trace-context/#traceparent-header-field-values */
function traceIdIn(traceparent: string | null): string | null {
  const [, id = ''] = /^[\da-f]{2}-([\da-f]{32})-[\da-f]{16}-[\da-f]{2}(?:-|$)/.exec(traceparent ?? '') ?? [];
  return /[^0]/.test(id) ? id : null;
}
