import { StoreUnavailableError } from '#domain/errors.ts';

/** What an error of the client means to us. */
export type Failure =
  /** A precondition of the batch did not hold: nothing was written. */
  | { readonly kind: 'guard' }
  /** Others were writing the same documents: nothing was written. */
  | { readonly kind: 'contention' }
  /** No answer came: it may have been written or not. */
  | { readonly kind: 'unclear'; readonly error: StoreUnavailableError }
  | { readonly kind: 'unavailable'; readonly error: StoreUnavailableError }
  | { readonly kind: 'bug'; readonly error: unknown };

/** Status codes of gRPC: https://grpc.io/docs/guides/status-codes/ */
const kinds: Readonly<Record<number, Failure['kind']>> = {
  1: 'unclear', // cancelled
  2: 'unclear', // unknown
  3: 'bug', // invalid argument
  4: 'unclear', // deadline exceeded
  5: 'guard', // not found
  6: 'guard', // already exists
  7: 'unavailable', // permission denied
  8: 'unavailable', // resource exhausted
  9: 'guard', // failed precondition
  10: 'contention', // aborted
  13: 'unclear', // internal
  14: 'unclear', // unavailable
  16: 'unavailable', // unauthenticated
};

const causes: Readonly<Record<number, string>> = {
  7: 'Firestore refused our key: the service account needs the role "Cloud Datastore User"',
  8: 'The quota of the Firestore project is used up',
  16: 'Firestore did not accept our key: check FIREBASE_SERVICE_ACCOUNT',
};

const deployCommand = 'npm run firestore:deploy';

export function classify(error: unknown): Failure {
  if (error instanceof StoreUnavailableError) return { kind: 'unavailable', error };
  if (!isClientError(error)) return { kind: 'bug', error };
  const { code, message } = error;
  if (/requires an index/i.test(message)) return { kind: 'unavailable', error: missingIndex(message, error) };
  const kind = kinds[code] ?? 'bug';
  if (kind === 'guard' || kind === 'contention') return { kind };
  if (kind === 'bug') return { kind, error: withoutContent(error) };
  const cause = causes[code] ?? 'Firestore did not take it';
  return { kind, error: new StoreUnavailableError(`${cause} (${summaryOf(error)}).`, withoutContent(error)) };
}

/** Google names the index as an address that makes it; ours are deployed by one command. */
export function missingIndex(what: string, cause?: unknown): StoreUnavailableError {
  return new StoreUnavailableError(`Firestore lacks an index (${what}); run ${deployCommand}.`, cause);
}

const summaryOf = ({ code, message }: ClientError): string =>
  /^\d+ [A-Z_]+/.exec(message)?.[0] ?? `code ${code}`;

/** Messages of the client quote paths and values, which belong to shoppers and not into a log. */
const withoutContent = (error: ClientError): Error =>
  Object.assign(new Error(`Firestore answered ${summaryOf(error)}`), { code: error.code });

type ClientError = { readonly code: number; readonly message: string };
const isClientError = (error: unknown): error is ClientError =>
  error instanceof Error && 'code' in error && typeof error.code === 'number';
