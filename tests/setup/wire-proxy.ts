import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

/** Stands between a client and a Postgres server, counts what the client waits for, and makes trouble on demand. */
export type WireProxy = Omit<TcpProxy, 'port'> & {
  /** The address of the same database, through the proxy. */
  readonly url: string;
  /** How often a client has had to wait for the server since the last call of this. */
  roundTrips(): number;
};

/** Starts a proxy on a free port in front of the server that the URL names. */
export async function startWireProxy(databaseUrl: string): Promise<WireProxy> {
  const url = new URL(databaseUrl);
  let trips = 0;
  const { port, ...proxy } = await startTcpProxy({
    host: url.hostname,
    port: Number(url.port || 5432),
    watch: () =>
      messageReader((type) => {
        if (waitsForAnswer.has(type)) trips += 1;
      }),
  });
  url.hostname = '127.0.0.1';
  url.port = String(port);
  return {
    ...proxy,
    url: url.href,
    roundTrips: () => {
      const seen = trips;
      trips = 0;
      return seen;
    },
  };
}

/** Sync, simple query and flush: after these a client waits. https://www.postgresql.org/docs/current/protocol-message-formats.html */
const waitsForAnswer = new Set(['S', 'Q', 'H']);
const startupProtocol = 196_608;

/** Reads a client's messages out of the chunks they arrive in, and calls back with the type of each. */
function messageReader(onMessage: (type: string) => void): (chunk: Buffer) => void {
  let started = false;
  let skip = 0;
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (;;) {
      const skipped = Math.min(skip, rest.length);
      skip -= skipped;
      rest = rest.subarray(skipped);
      // Until the start-up message a message has no type, only a length and a protocol number.
      if (rest.length < (started ? 5 : 8)) return;
      if (started) {
        onMessage(String.fromCharCode(rest[0] ?? 0));
        skip = 1 + rest.readUInt32BE(1);
      } else {
        started = rest.readUInt32BE(4) === startupProtocol;
        skip = rest.readUInt32BE(0);
      }
    }
  };
}
