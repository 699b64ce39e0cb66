import net from 'node:net';

/** Stands between a client and a server, and makes the trouble a network makes. */
export type TcpProxy = {
  readonly port: number;
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

export type Target = {
  readonly host: string;
  readonly port: number;
  /** Called once for each connection; what it answers is shown every chunk the client sends. */
  readonly watch?: () => (chunk: Buffer) => void;
};

type Link = { readonly client: net.Socket; readonly server: net.Socket; silent: boolean };

/** Starts a proxy on a free port of 127.0.0.1. */
export async function startTcpProxy(target: Target): Promise<TcpProxy> {
  const links = new Set<Link>();
  let latency = 0;
  let dark = false;

  const listener = net.createServer((client) => {
    const server = net.connect({ host: target.host, port: target.port, noDelay: true });
    const link: Link = { client: client.setNoDelay(true), server, silent: dark };
    links.add(link);
    const show = target.watch?.();
    client.on('data', (chunk) => {
      if (link.silent) return;
      show?.(chunk);
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

  const reset = () => {
    for (const { client, server } of links) {
      client.resetAndDestroy();
      server.destroy();
    }
  };
  return {
    port: (listener.address() as net.AddressInfo).port,
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
