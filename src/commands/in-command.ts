import { logLevel } from '#libs/Env.ts';
import { createLogger } from '#libs/Logger.ts';
import { createTrace } from '#libs/trace/request-trace.ts';
import { inRequest } from '#services/in-request.ts';

/**
 * Runs the work of a command that needs no context of the shop as one request: one line on the standard error says how it
 * ended and how long it took. What it throws is thrown on.
 */
export function inCommand<T>(name: string, work: () => Promise<T>): Promise<T> {
  const trace = createTrace();
  const log = createLogger(logLevel(), { lineFields: trace.lineFields, to: 'stderr' });
  return inRequest({ trace, log }, { door: `command ${name}`, traceparent: null }, work);
}
