import { StoreUnavailableError } from '#domain/errors.ts';

/**
 * The result of `work`, or StoreUnavailableError once `milliseconds` have passed. The work itself goes on; it must be
 * safe to finish late, which a commit that is all or nothing is.
 */
export function withinDeadline<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const timer = setTimeout(
    () => reject(new StoreUnavailableError('The store did not answer in time.')),
    milliseconds,
  );
  work.then(resolve, reject).finally(() => clearTimeout(timer));
  return promise;
}
