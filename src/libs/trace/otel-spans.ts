import type * as Api from '@opentelemetry/api';
import type { Context, Span } from '@opentelemetry/api';
import type { SpanIds, Spans } from './spans.ts';
import type { TraceFacts } from './trace.ts';

type Telemetry = typeof Api;

/** Hands spans to OpenTelemetry, whoever registered with it. The API is loaded with the first span. */
export function createOtelSpans(): Spans {
  let loaded: Promise<Telemetry> | undefined;
  return {
    async run({ name, facts, traceparent }, work) {
      loaded ??= import('@opentelemetry/api');
      const api = await loaded;
      const attributes = attributesOf(facts);
      const tracer = api.trace.getTracer('rolitt-checkout');
      return tracer.startActiveSpan(name, { attributes }, parentOf(api, traceparent ?? null), (span) =>
        inSpan(api, span, () => work(idsOf(api, span))),
      );
    },
  };
}

/** The framework may have opened a span for the request already; then the caller's is above that one. */
function parentOf(
  { context, propagation, trace, ROOT_CONTEXT }: Telemetry,
  traceparent: string | null,
): Context {
  if (traceparent === null || trace.getActiveSpan()) return context.active();
  return propagation.extract(ROOT_CONTEXT, { traceparent });
}

/** An error is told by its name; its message may speak of somebody. */
async function inSpan<T>({ SpanStatusCode }: Telemetry, span: Span, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : 'Error' });
    throw error;
  } finally {
    span.end();
  }
}

function idsOf({ isSpanContextValid }: Telemetry, span: Span): SpanIds | null {
  const context = span.spanContext();
  return isSpanContextValid(context) ? { trace_id: context.traceId, span_id: context.spanId } : null;
}

const attributesOf = (facts: TraceFacts): Record<string, string | number | boolean> =>
  Object.fromEntries(
    Object.entries(facts).flatMap(([name, value]) => (value == null ? [] : [[name, value]])),
  );
