import { destination, pino } from 'pino';
import { redactFields, scrubLine } from './log-redaction.ts';

/** Structured log lines, one JSON object each: what happened, and the fields to find it by. Never secrets or personal data. */
export type Logger = {
  error(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  debug(fields: LogFields, message: string): void;
};

export type LogFields = {
  readonly order_no?: string | null;
  readonly event_id?: string;
  readonly event?: string;
  readonly outcome?: string;
  readonly code?: string | null;
  readonly duration_ms?: number;
  readonly error?: unknown;
  readonly [field: string]: unknown;
};

export type LogLevel = 'error' | 'warn' | 'info' | 'debug' | 'silent';

export type LogOptions = {
  /** What every line bears, asked anew for each. */
  readonly lineFields?: () => object;
  /** Commands answer people on the standard output and keep their log apart from it. */
  readonly to?: 'stdout' | 'stderr' | { write(line: string): void };
};

/** error: someone must act · warn: it healed or will be tried again · info: business as usual · debug: for developers. */
export function createLogger(level: LogLevel, { lineFields, to = 'stdout' }: LogOptions = {}): Logger {
  const stream = typeof to === 'object' ? to : destination({ dest: to === 'stderr' ? 2 : 1, sync: true });
  return pino(
    {
      level,
      base: { service: 'rolitt-checkout' },
      formatters: { level: (label) => ({ level: label }), log: redactFields },
      hooks: { streamWrite: scrubLine },
      ...(lineFields ? { mixin: lineFields } : {}),
    },
    stream,
  );
}
