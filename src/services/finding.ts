import type { AppContext } from './app-context.ts';

/** One thing the doctor looked at. */
export type Finding = {
  readonly level: 'ok' | 'warn' | 'problem';
  readonly area: 'database' | 'stripe' | 'prices' | 'webhook' | 'klaviyo' | 'e-mail' | 'addresses';
  /** What is the case. */
  readonly sentence: string;
  /** What to do about it; absent where all is well. */
  readonly advice?: string;
};

/** What is examined, and what only the configuration knows about it. */
export type Subject = Pick<AppContext, 'store' | 'payments' | 'catalog' | 'appUrl' | 'sandboxUrl'> & {
  readonly databaseConfigured: boolean;
  readonly productId: string | null;
  readonly keyMode: 'live' | 'test';
  readonly production: boolean;
  /** How many proxies of ours vouch for the address of a visitor. */
  readonly proxyHops: number;
  /** How Klaviyo answers our key; null where there is none. */
  readonly klaviyo: (() => Promise<'accepted' | 'refused' | 'forbidden' | 'unreachable'>) | null;
  /** How the mail server answers us; or who writes to buyers instead. */
  readonly mail: (() => Promise<'accepted' | 'refused' | 'unreachable'>) | 'klaviyo' | 'nobody';
};

/** On a laptop the sandbox is up only while `npm start` is, which is nothing to mend. */
export const sandboxAsleep = (area: Finding['area'], sandboxUrl: string): Finding => ({
  area,
  level: 'warn',
  sentence: `The sandbox at ${sandboxUrl} does not answer.`,
  advice: 'npm start starts it.',
});
