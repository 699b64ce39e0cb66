import postgres from 'postgres';
import { StoreUnavailableError } from '#domain/errors.ts';
import { connectionUrl } from './connection-url.ts';
import { createGate } from './gate.ts';
import { trackSockets } from './sockets.ts';

export type PostgresOptions = {
  readonly url: string;
  /** Connections per process; small, because every instance of a serverless app has its own. */
  readonly poolSize?: number;
  /** False behind a pooler that does not keep named prepared statements; costs a second round trip per call. */
  readonly prepare?: boolean;
  /** How long any call may take in all, connecting included. */
  readonly deadlineMs?: number;
};

export type Row = Readonly<Record<string, unknown>>;

export type Connections = {
  /** How many there are at most. */
  readonly count: number;
  /** Runs one statement within the deadline; every parameter is text or null, as its cast in the statement expects. */
  run(statement: string, parameters: readonly (string | null)[]): Promise<readonly Row[]>;
  close(): Promise<void>;
};

const connectSeconds = 2;
const idleSeconds = 20;
/** Calls handed to the driver per connection; it pipelines them, and what it holds cannot be withdrawn. */
const callsPerConnection = 8;

/** Opens no connection by itself. Throws TypeError on a URL that is none. */
export function createConnections(options: PostgresOptions): Connections {
  const { url, poolSize = 5, prepare = true, deadlineMs = 2_500 } = options;
  const sockets = trackSockets();
  const gate = createGate(poolSize * callsPerConnection);
  const sql = postgres(connectionUrl(url), {
    max: poolSize,
    prepare,
    connect_timeout: connectSeconds,
    idle_timeout: idleSeconds,
    fetch_types: false,
    backoff: () => 0.05,
    onnotice: () => {},
    types: textTypes,
    connection: sessionSettings(prepare, deadlineMs),
    ...{ socket: sockets.open },
  });

  return {
    count: poolSize,
    run: (statement, parameters) =>
      new Promise((resolve, reject) => {
        let late = false;
        const reading = sockets.read();
        const giveUp = () => {
          late = true;
          sockets.dropSilent(reading);
          reject(new StoreUnavailableError(`The database did not answer within ${deadlineMs} ms.`));
        };
        // One more turn of the loop: after a stall of our own, the answer is waiting to be read.
        const timer = setTimeout(() => setImmediate(giveUp), deadlineMs);
        gate
          .enter(
            () => sql.unsafe<Row[]>(statement, [...parameters], { prepare }),
            () => late,
          )
          .then((rows) => resolve(rows ?? []), reject)
          .finally(() => clearTimeout(timer));
      }),
    close: () => sql.end({ timeout: deadlineMs / 1000 }),
  };
}

/**
 * A statement stops on the server before we stop waiting for it. Transaction poolers refuse most settings at the start
 * of a session, so there our own deadline stands alone.
 */
function sessionSettings(prepare: boolean, deadlineMs: number): Record<string, string> {
  const everywhere = { application_name: 'rolitt-checkout', TimeZone: 'UTC' };
  const statementMs = Math.max(100, deadlineMs - 500);
  return prepare ? { ...everywhere, statement_timeout: String(statementMs) } : everywhere;
}

const asIs = (text: string): string => text;
const asDate = (text: string): Date =>
  new Date(text.endsWith('+00') ? `${text.slice(0, 10)}T${text.slice(11, -3)}Z` : text);

/** Parameters arrive as text already; results become what the records say. Type numbers are those of pg_type. */
export const textTypes = {
  boolean: { to: 16, from: [16], serialize: asIs, parse: (text: string) => text === 't' },
  bigint: { to: 20, from: [20], serialize: asIs, parse: Number },
  json: { to: 114, from: [114], serialize: asIs, parse: JSON.parse },
  jsonb: { to: 3802, from: [3802], serialize: asIs, parse: JSON.parse },
  timestamptz: { to: 1184, from: [1184], serialize: asIs, parse: asDate },
};
