/** The pipeline behind a bare server, in a process that kills or stops itself at one boundary. */
import * as fs from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { flushCompileCache } from 'node:module';
import { checkoutResult } from '#services/queries/checkout-result.ts';
import { receiveWebhook } from '#services/receive-webhook.ts';
import { type Crossing, openPipeline } from './pipeline.ts';

const { STORE_PLACE = '', SANDBOX_URL = '', CRASH_AT = '-1', CRASH_SIGNAL = 'SIGKILL' } = process.env;

/** Whoever started this process learns through the pipe where it ended. */
const say = (line: string) => fs.writeSync(1, `${line}\n`);

let crossed = 0;
let crashed = false;
const cross: Crossing = (boundary) => {
  crossed += 1;
  // By number it happens once; by name at the first one of that name.
  if (crashed || (CRASH_AT !== String(crossed - 1) && CRASH_AT !== boundary)) return;
  crashed = true;
  say(`crash ${boundary}`);
  process.kill(process.pid, CRASH_SIGNAL);
  // The signal is on its way; not one more step is taken before it arrives.
  if (CRASH_SIGNAL === 'SIGKILL') for (;;);
};

const app = openPipeline({ place: JSON.parse(STORE_PLACE), sandboxUrl: SANDBOX_URL, cross });

const server = createServer(async (request, response) => {
  const url = new URL(request.url ?? '/', 'http://localhost');
  try {
    const { status, body } = await answer(url, request);
    response.writeHead(status).end(body);
  } catch {
    response.writeHead(500).end();
  }
});

async function answer(url: URL, request: IncomingMessage): Promise<{ status: number; body: string | null }> {
  if (url.pathname === '/webhook') {
    const headers = new Headers({ 'stripe-signature': String(request.headers['stripe-signature']) });
    return receiveWebhook(app, 'stripe', { headers, body: Buffer.concat(await request.toArray()) });
  }
  if (url.pathname === '/result') {
    const view = await checkoutResult(app, url.searchParams.get('session_id') ?? '');
    return { status: 200, body: JSON.stringify(view) };
  }
  await app.settled();
  return { status: 200, body: null };
}

const listen = () =>
  server.listen(0, '127.0.0.1', () => {
    // Node keeps what it compiled when it ends, and this process is killed.
    flushCompileCache();
    const address = server.address();
    say(`ready ${typeof address === 'object' && address ? address.port : 0}`);
  });
// What connects here is part of no step, however long it takes.
const connect = (): Promise<unknown> => app.store.get('payment_orders', ['nobody']).catch(connect);
void connect().then(listen);
