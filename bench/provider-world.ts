import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { catalogSource } from '#config/catalog.ts';
import { startSandbox } from '#sandbox/server.ts';
import { sandboxPrices } from '#scripts/sandbox-prices.ts';

export type ProviderWorld = {
  /** Where Stripe and Klaviyo are said to be. */
  readonly url: string;
  /** Where Stripe is played to the peer: every answer is an empty list, after 50 ms. */
  readonly listsUrl: string;
  /** Milliseconds the provider itself took since the last call of this, from the request's start to its answer's end. */
  takeElapsed(): number;
  close(): Promise<void>;
};

const latencyMs = 50;

/** The sandbox, fifty milliseconds away, behind a relay that knows how long each call took. */
export async function openProviderWorld(): Promise<ProviderWorld> {
  const sandbox = await startSandbox({
    prices: sandboxPrices(catalogSource),
    faults: { stripe: { latencyMs } },
  });
  const agent = new Agent({ keepAlive: true });
  let elapsed = 0;
  const relay = createServer((incoming, outgoing) => {
    const startedAt = performance.now();
    outgoing.once('finish', () => {
      elapsed += performance.now() - startedAt;
    });
    passOn(incoming, outgoing, { port: sandbox.port, agent });
  });
  const lists = createServer((incoming, outgoing) => {
    incoming.resume();
    setTimeout(() => {
      const list = { object: 'list', data: [], has_more: false, url: incoming.url };
      outgoing.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(list));
    }, latencyMs);
  });
  return {
    url: await listen(relay),
    listsUrl: await listen(lists),
    takeElapsed() {
      const taken = elapsed;
      elapsed = 0;
      return taken;
    },
    async close() {
      for (const server of [relay, lists]) {
        server.close();
        server.closeAllConnections();
      }
      agent.destroy();
      await sandbox.close();
    },
  };
}

function passOn(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { port, agent }: { port: number; agent: Agent },
): void {
  const { method, url: path, headers } = incoming;
  const onward = request({ host: '127.0.0.1', port, agent, method, path, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  onward.once('error', () => outgoing.destroy());
  incoming.pipe(onward);
}

function listen(server: ReturnType<typeof createServer>): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  return promise;
}
