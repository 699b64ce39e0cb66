import type { SpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { Env } from '#libs/Env.ts';
import { scrubText } from '#libs/log-redaction.ts';

type TracingEnv = Pick<Env, 'OTEL_EXPORTER_OTLP_ENDPOINT' | 'VERCEL_OTEL_ENDPOINTS'>;

/** Whether anybody collects spans: a collector of ours, or the one Vercel puts beside a deployment. */
export const collectsSpans = ({
  OTEL_EXPORTER_OTLP_ENDPOINT: ours,
  VERCEL_OTEL_ENDPOINTS: theirs,
}: TracingEnv) => ours !== undefined || theirs !== undefined;

/**
 * Sends spans to the collector that is configured; nothing is loaded where none is. Calls to others are spans of ours
 * already, and their addresses hold keys, so that nothing else watches them.
 */
export async function startTracing(env: TracingEnv): Promise<void> {
  if (!collectsSpans(env)) return;
  const { registerOTel } = await import('@vercel/otel');
  registerOTel({
    serviceName: 'rolitt-checkout',
    instrumentations: [],
    spanProcessors: [withoutSecrets, 'auto'],
  });
}

/** The framework notes the address that was asked for, and the links to orders are keys. */
const withoutSecrets: SpanProcessor = {
  onStart() {},
  onEnd({ attributes }) {
    for (const [name, value] of Object.entries(attributes))
      if (typeof value === 'string') attributes[name] = scrubText(value);
  },
  forceFlush: async () => {},
  shutdown: async () => {},
};
