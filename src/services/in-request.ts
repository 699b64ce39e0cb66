import { PaymentError } from '#domain/errors.ts';
import type { RequestDoor } from '#libs/trace/trace.ts';
import type { AppContext } from './app-context.ts';

/**
 * Runs what came in by one door and tells in one line how it ended: what it was about, how it came out, and how long it
 * took, with the time others let us wait for them told apart. What it throws is thrown on.
 */
export function inRequest<T>(
  app: Pick<AppContext, 'trace' | 'log'>,
  entered: RequestDoor,
  work: () => Promise<T>,
): Promise<T> {
  return app.trace.request(entered, async () => {
    try {
      const result = await work();
      tell(app, entered, { level: 'info', outcome: 'done' });
      return result;
    } catch (error) {
      const ending = isNavigation(error)
        ? ({ level: 'info', outcome: 'led_on' } as const)
        : isPutOff(error)
          ? ({ level: 'warn', outcome: 'put_off', error } as const)
          : ({ level: 'error', outcome: 'broke_down', error } as const);
      tell(app, entered, ending);
      throw error;
    }
  });
}

type Ending = {
  readonly level: 'info' | 'warn' | 'error';
  readonly outcome: string;
  readonly error?: unknown;
};

function tell(
  { trace, log }: Pick<AppContext, 'trace' | 'log'>,
  { door }: RequestDoor,
  { level, ...ending }: Ending,
): void {
  const { facts, duration_ms, provider_ms } = trace.figures();
  const times = { duration_ms, provider_ms, own_ms: duration_ms - provider_ms };
  // A flood of forgeries must not become a flood of lines; they are counted elsewhere.
  const quiet = level === 'info' && facts.outcome === 'forged';
  log[quiet ? 'debug' : level]({ door, ...ending, ...facts, ...times }, `${door} answered`);
}

/** What is tried again, by whoever asked or by us, needs nobody yet. */
const isPutOff = (error: unknown): boolean => error instanceof PaymentError && error.retryable;

/** The framework leads a browser on by throwing: https://nextjs.org/docs/app/api-reference/functions/redirect */
const isNavigation = (error: unknown): boolean =>
  error instanceof Error && 'digest' in error && String(error.digest).startsWith('NEXT_');
