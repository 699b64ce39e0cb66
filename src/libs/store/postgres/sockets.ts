import net from 'node:net';

type Endpoint = { readonly host: string[]; readonly port: number[]; readonly path?: string };

/** How many bytes each open socket had received at one moment. */
export type Reading = ReadonlyMap<net.Socket, number>;

export type Sockets = {
  open(endpoint: Endpoint): net.Socket;
  read(): Reading;
  /** Throws away the connections that have not received a byte since the reading. */
  dropSilent(since: Reading): void;
};

/**
 * Keeps sight of the driver's sockets. A connection whose other end vanished without a word looks open for many
 * minutes, and the driver would keep sending into it; with the socket in hand it can be thrown away at once.
 */
export function trackSockets(): Sockets {
  const sockets = new Set<net.Socket>();
  let turn = 0;
  return {
    open: ({ host, port, path }) => {
      const nth = turn++ % host.length;
      const place = { host: host[nth] ?? 'localhost', port: port[nth] ?? 5432 };
      // Not yet connected: the driver's first words wait in the socket, and its own clock covers the connecting.
      const socket = net.connect(path ? { path } : { ...place, noDelay: true });
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
      // The driver takes the server's name for TLS from here.
      return Object.assign(socket, place);
    },
    read: () => new Map([...sockets].map((socket) => [socket, socket.bytesRead])),
    dropSilent: (since) => {
      for (const [socket, bytes] of since) {
        if (socket.bytesRead === bytes) socket.destroy(silence());
      }
    },
  };
}

const silence = () => Object.assign(new Error('the connection went silent'), { code: 'ETIMEDOUT' });
