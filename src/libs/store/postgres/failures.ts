import { StoreUnavailableError } from '#domain/errors.ts';
import { shapeOf, tableNames } from '#models/columns.ts';

/** What a driver's error means to us. Other bad luck of one commit among many is `conflict` too: deciding again cures it. */
export type Failure =
  | { readonly kind: 'conflict'; readonly guards: readonly string[] }
  | { readonly kind: 'unavailable'; readonly error: StoreUnavailableError }
  | { readonly kind: 'bug'; readonly error: unknown };

type DriverError = { readonly code: string; readonly message: string; readonly constraint_name?: string };

/** Raised by the function `commit_guard` of our migrations. */
const guardFailed = 'CG001';
const uniqueViolation = '23505';
/** Serialization failure and deadlock; https://www.postgresql.org/docs/current/errcodes-appendix.html */
const contention = ['40001', '40P01'];
/** Table, column or function missing: the schema is not there yet, and the deployment mends it, not a developer. */
const notMigrated = ['42P01', '42703', '42883', '3F000'];
/** Bad values, broken rules, bad SQL, more than a statement can take. */
const ourMistake = /^(22|23|42|54)|^(MAX_PARAMETERS_EXCEEDED|UNDEFINED_VALUE|NOT_TAGGED_CALL)$/;

const guards = new Map(
  tableNames.flatMap((table) =>
    shapeOf(table).uniqueKeys.map(({ constraint, guard }) => [constraint, guard]),
  ),
);

export function classify(error: unknown): Failure {
  if (error instanceof StoreUnavailableError) return { kind: 'unavailable', error };
  if (!isDriverError(error)) return { kind: 'bug', error };
  const { code, message, constraint_name: constraint = '' } = error;
  if (code === guardFailed) return { kind: 'conflict', guards: [message] };
  if (code === uniqueViolation) return { kind: 'conflict', guards: [guards.get(constraint) ?? constraint] };
  if (contention.includes(code)) return { kind: 'conflict', guards: ['contention'] };
  if (notMigrated.includes(code)) {
    return unavailable(`The database lacks something (${message}); run npm run db:migrate.`, error);
  }
  if (ourMistake.test(code)) return { kind: 'bug', error: withoutContent(error) };
  return unavailable(`The database did not take it: ${message}`, error);
}

const unavailable = (message: string, { code, message: text }: DriverError): Failure => ({
  kind: 'unavailable',
  error: new StoreUnavailableError(message, Object.assign(new Error(text), { code })),
});

/** The driver's error carries rows and parameters, which belong to shoppers and not into a log. */
const withoutContent = ({ code, message, constraint_name }: DriverError): Error =>
  Object.assign(new Error(`The database refused a statement: ${message}`), { code, constraint_name });

const isDriverError = (error: unknown): error is DriverError =>
  error instanceof Error && 'code' in error && typeof error.code === 'string';
