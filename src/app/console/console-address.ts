/** The header in which proxy.ts hands on where a request goes. */
export const addressHeader = 'x-console-address';

/** Where a visitor wanted to go, as an address of the console and of nothing else. */
export const consoleAddress = (given: unknown): string =>
  typeof given === 'string' && /^\/console(?:[/?][^\\\p{Cc}]*)?$/u.test(given) ? given : '/console';
