import { pino } from 'pino';

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

/** error: someone must act · warn: it healed or will be tried again · info: business as usual · debug: for developers. */
export function createLogger(level: 'error' | 'warn' | 'info' | 'debug' | 'silent'): Logger {
  return pino({
    level,
    base: { service: 'rolitt-checkout' },
    formatters: { level: (label) => ({ level: label }) },
    serializers: { error: describeError },
  });
}

/** An error as log fields; causes by name and message only, because driver errors carry the row's values. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { name: 'unknown' };
  const code = 'code' in error ? error.code : undefined;
  return {
    name: error.name,
    code,
    message: error.message,
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}
