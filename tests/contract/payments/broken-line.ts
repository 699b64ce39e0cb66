import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What happens to one request on its way: it passes, its answer is lost, or something else answers. */
export type Mishap = 'pass' | 'lose_answer' | 'hang' | 'trickle' | 'not_json' | 503 | 409 | 429 | 402;

export type BrokenLine = {
  readonly url: string;
  /** Every request that came in. */
  readonly requests: () => readonly { readonly path: string; readonly key: string | undefined }[];
  readonly close: () => Promise<void>;
};

/** A line to a server on which the first requests meet mishaps, in order; later ones pass. */
export async function brokenLine(target: string, mishaps: readonly Mishap[]): Promise<BrokenLine> {
  const seen: { path: string; key: string | undefined }[] = [];
  const server = createServer((message, response) => {
    const mishap = mishaps[seen.length] ?? 'pass';
    const key = message.headers['idempotency-key'];
    seen.push({ path: message.url ?? '', key: typeof key === 'string' ? key : undefined });
    meet(mishap, { target, message, response });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: () => seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

type Exchange = { target: string; message: IncomingMessage; response: ServerResponse };

function meet(mishap: Mishap, exchange: Exchange): void {
  const { message, response } = exchange;
  if (mishap === 'pass' || mishap === 'lose_answer') {
    forward(exchange, mishap === 'lose_answer');
    return;
  }
  message.resume();
  if (mishap === 'hang') return;
  if (mishap === 'trickle') {
    response.writeHead(200, { 'content-type': 'application/json' });
    const drip = setInterval(() => response.write(' '), 20);
    response.on('close', () => clearInterval(drip));
    return;
  }
  if (mishap === 'not_json') {
    response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad Gateway</h1>');
    return;
  }
  const type = mishap === 402 ? 'card_error' : 'api_error';
  const headers = { 'content-type': 'application/json', 'retry-after': '7' };
  response.writeHead(mishap, headers).end(JSON.stringify({ error: { type, message: 'On purpose.' } }));
}

function forward({ target, message, response }: Exchange, loseAnswer: boolean): void {
  const { method, headers, url = '/' } = message;
  const onward = httpRequest(new URL(url, target), { method, headers }, (answer) => {
    if (loseAnswer) {
      answer.resume().on('end', () => message.socket.destroy());
      return;
    }
    response.writeHead(answer.statusCode ?? 500, answer.headers);
    answer.pipe(response);
  });
  message.pipe(onward);
}
