import net from 'node:net';

export type SlowLine = { readonly url: string; close(): void };

/** A way to the database that takes its time: every answer arrives some milliseconds after it was sent. */
export function openSlowLine(databaseUrl: string, delayMs: number): Promise<SlowLine> {
  const target = new URL(databaseUrl);
  const sockets = new Set<net.Socket>();
  const server = net.createServer({ noDelay: true }, (app) => {
    const database = net.connect({ port: Number(target.port), host: target.hostname, noDelay: true });
    app.on('data', (bytes) => database.write(bytes));
    // Timers of the same length fire in the sequence they were set, so the answers keep theirs.
    database.on('data', (bytes) => setTimeout(() => app.writable && app.write(bytes), delayMs));
    const ends = [app, database];
    for (const end of ends) {
      sockets.add(end);
      end.on('error', () => {});
      end.once('close', () => {
        for (const other of ends) sockets.delete(other.destroy());
      });
    }
  });
  const { promise, resolve } = Promise.withResolvers<SlowLine>();
  server.listen(0, '127.0.0.1', () => {
    const url = new URL(databaseUrl);
    url.port = String((server.address() as net.AddressInfo).port);
    const close = () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    };
    resolve({ url: url.href, close });
  });
  return promise;
}
