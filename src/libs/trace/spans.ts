import type { TraceFacts } from './trace.ts';

export type SpanIds = { readonly trace_id: string; readonly span_id: string };

/** Whoever collects spans. */
export type Spans = {
  /** Runs the work in a span below the one under way, or below the caller's where none is; tells its ids, where it has any. */
  run<T>(
    span: { readonly name: string; readonly facts: TraceFacts; readonly traceparent?: string | null },
    work: (ids: SpanIds | null) => Promise<T>,
  ): Promise<T>;
};

/** Collects nothing. */
export const noSpans: Spans = { run: (_span, work) => work(null) };
