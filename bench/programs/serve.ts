import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';

export type Answer = { readonly status: number; readonly body: string };
export type Handler = (request: { headers: IncomingHttpHeaders; body: Buffer }) => Promise<Answer>;

/** A bare server on PORT: reads the body, answers, nothing else. GET is answered too, for whoever waits for the start. */
export function serve(handler: Handler): void {
  const server = createServer(async (request, response) => {
    if (request.method !== 'POST') return response.writeHead(204).end();
    const answer = await handler({ headers: request.headers, body: await readBody(request) }).catch(
      (error) => {
        console.error(error);
        return { status: 500, body: '' };
      },
    );
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
  });
  server.listen(Number(process.env.PORT), '127.0.0.1');
  process.once('SIGTERM', () => process.exit(0));
}

function readBody(request: IncomingMessage): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.once('end', () => resolve(Buffer.concat(chunks)));
  request.once('error', reject);
  return promise;
}
