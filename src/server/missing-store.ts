import { StoreUnavailableError } from '#domain/errors.ts';
import type { Store } from '#libs/store/store.ts';

/** The store of a configuration without a database: every use of it is a clear, retryable failure. */
export function missingStore(reason: string): Store {
  const unavailable = async (): Promise<never> => {
    throw new StoreUnavailableError(reason);
  };
  return {
    load: unavailable,
    commit: unavailable,
    get: unavailable,
    list: unavailable,
    listFields: unavailable,
    stats: unavailable,
    dueLogs: unavailable,
    claim: unavailable,
    settle: unavailable,
    problem: async () => reason,
    close: async () => {},
  };
}
