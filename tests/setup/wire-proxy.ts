import net from 'node:net';

/** Stands between a client and a Postgres server, counts what the client waits for, and makes trouble on demand. */
export type WireProxy = {
  /** The address of the same database, through the proxy. */
  readonly url: string;
  /** How often a client has had to wait for the server since the last call of this. */
  roundTrips(): number;
  /** Connections open at the moment. */
  connections(): number;
  /** Milliseconds by which every answer is late from now on. */
  delay(milliseconds: number): void;
  /** From now on nothing arrives any more on any connection, old or new, and none is closed. */
  blackhole(): void;
  /** New connections work again; those from before stay silent for ever, as after a network failure. */
  restore(): void;
  /** Cuts every connection. */
  reset(): void;
  close(): Promise<void>;
};

type Link = { readonly client: net.Socket; readonly server: net.Socket; silent: boolean };

/** Starts a proxy on a free port in front of the server that the URL names. */
export async function startWireProxy(databaseUrl: string): Promise<WireProxy> {
  const target = new URL(databaseUrl);
  const links = new Set<Link>();
  let trips = 0;
  let latency = 0;
  let dark = false;

  const listener = net.createServer((client) => {
    const server = net.connect({ host: target.hostname, port: Number(target.port || 5432), noDelay: true });
    const link: Link = { client: client.setNoDelay(true), server, silent: dark };
    links.add(link);
    const count = messageReader((type) => {
      if (waitsForAnswer.has(type)) trips += 1;
    });
    client.on('data', (chunk) => {
      if (link.silent) return;
      count(chunk);
      server.write(chunk);
    });
    server.on('data', (chunk) => {
      const pass = () => !link.silent && !client.destroyed && client.write(chunk);
      if (latency > 0) setTimeout(pass, latency);
      else pass();
    });
    const cut = () => {
      links.delete(link);
      server.destroy();
      client.destroy();
    };
    client.on('error', cut).on('close', cut);
    server.on('error', cut).on('close', () => !link.silent && cut());
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));

  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String((listener.address() as net.AddressInfo).port);
  const reset = () => {
    for (const { client, server } of links) {
      client.resetAndDestroy();
      server.destroy();
    }
  };
  return {
    url: url.href,
    roundTrips: () => {
      const seen = trips;
      trips = 0;
      return seen;
    },
    connections: () => links.size,
    delay: (milliseconds) => {
      latency = milliseconds;
    },
    blackhole: () => {
      dark = true;
      for (const link of links) link.silent = true;
    },
    restore: () => {
      dark = false;
    },
    reset,
    close: async () => {
      const closed = new Promise((resolve) => listener.close(resolve));
      reset();
      await closed;
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
