import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';

export type Request = {
  method: string;
  path: string;
  /** The raw query text without the question mark. */
  query: string;
  headers: IncomingHttpHeaders;
  body: string;
};

export type Answer = { status: number; headers: Record<string, string>; body: string };

/** `hang` never answers, `disconnect` breaks the connection. */
export type Reply = Answer | 'hang' | 'disconnect';

const largestBodyBytes = 6 * 1024 * 1024;

/** Reads a whole request. Throws RangeError when the body is larger than 6 MB. */
export async function readRequest(message: IncomingMessage): Promise<Request> {
  const [path = '/', ...query] = (message.url ?? '/').split('?');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestBodyBytes) throw new RangeError('The request body is too large.');
    chunks.push(chunk);
  }
  return {
    method: message.method ?? 'GET',
    path: safelyDecoded(path),
    query: query.join('?'),
    headers: message.headers,
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

export function sendReply(response: ServerResponse, reply: Reply): void {
  if (reply === 'hang') return;
  if (reply === 'disconnect') {
    response.destroy();
    return;
  }
  response.writeHead(reply.status, { ...reply.headers, 'Content-Length': Buffer.byteLength(reply.body) });
  response.end(reply.body);
}

export const json = (status: number, value: unknown, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'Content-Type': 'application/json', ...headers },
  body: JSON.stringify(value, null, 2),
});

export const empty = (status: number, headers: Record<string, string> = {}): Answer => ({
  status,
  headers,
  body: '',
});

export const redirect = (location: string, status = 303): Answer => empty(status, { Location: location });

/** One header as text, whatever Node made of repeats. */
export function header(request: Request, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

function safelyDecoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
