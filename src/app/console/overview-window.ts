import { overviewWindows, type WindowName } from '#domain/overview.ts';

/** The window an address names; the last day for any other word. */
export const windowIn = (given: unknown): WindowName =>
  typeof given === 'string' && Object.hasOwn(overviewWindows, given) ? (given as WindowName) : '24h';
