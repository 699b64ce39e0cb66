import { StoreUnavailableError } from '#domain/errors.ts';

/**
 * The result of `work`, or what `late` answers once `milliseconds` have passed; without one, StoreUnavailableError. The
 * work itself goes on; it must be safe to finish late, which a commit that is all or nothing is.
 */
export function withinDeadline<T>(
  work: Promise<T>,
  milliseconds: number,
  late: () => T | Promise<T> = storeIsLate,
): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const timer = setTimeout(
    () => new Promise<T>((answer) => answer(late())).then(resolve, reject),
    milliseconds,
  );
  work.then(resolve, reject).finally(() => clearTimeout(timer));
  return promise;
}

function storeIsLate(): never {
  throw new StoreUnavailableError('The store did not answer in time.');
}
