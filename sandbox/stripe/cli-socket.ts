import { createHash } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { freshId } from '#sandbox/random.ts';
import { stripeSignature } from '#sandbox/stripe/signature.ts';
import type * as Stored from '#sandbox/stripe/stored.ts';
import { webhookHeaders } from '#sandbox/stripe/webhook-headers.ts';
import { unixNow, type World } from '#sandbox/world.ts';

/** One `stripe listen`: it may come and go, and hears what it missed. */
type Listener = {
  id: string;
  secret: string;
  socket: WebSocket | null;
  leftAt: number;
  unheard: Map<string, Stored.Event>;
};

const socketPath = '/stripecli/subscribe';
const subprotocol = 'stripecli-devproxy-v1';
const forgottenAfterMs = 60_000;

/** The device proxy the Stripe CLI connects to. Events are kept per listener until it says it heard them. */
export class CliSockets {
  readonly #world: World;
  readonly #listeners = new Map<string, Listener>();
  readonly #server = new WebSocketServer({
    noServer: true,
    handleProtocols: (offered) => (offered.has(subprotocol) ? subprotocol : false),
  });

  constructor(world: World) {
    this.#world = world;
  }

  serve(server: Server): void {
    server.on('upgrade', (request, stream, head) => this.#upgrade(request, stream, head));
  }

  /** Registers a listener; the same device and key always sign with the same secret. */
  open(device: string, key: string): { id: string; secret: string; url: string } {
    const secret = `whsec_${createHash('sha256').update(`${key} ${device}`).digest('hex')}`;
    const id = freshId('cliws');
    this.#listeners.set(id, { id, secret, socket: null, leftAt: this.#world.now(), unheard: new Map() });
    return { id, secret, url: `${this.#world.url.replace('http', 'ws')}${socketPath}` };
  }

  push(event: Stored.Event): void {
    for (const listener of this.#listeners.values()) {
      if (!listener.socket && this.#world.now() - listener.leftAt > forgottenAfterMs) {
        this.#listeners.delete(listener.id);
        continue;
      }
      const conversation = freshId('wc');
      listener.unheard.set(conversation, event);
      if (listener.socket) this.#send(listener, listener.socket, conversation);
    }
  }

  close(): void {
    for (const { socket } of this.#listeners.values()) socket?.terminate();
    this.#listeners.clear();
    this.#server.close();
  }

  #upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    const listener = this.#listeners.get(String(request.headers['websocket-id'] ?? ''));
    if (!request.url?.startsWith(socketPath) || !listener) {
      const body = JSON.stringify({ error: { message: 'Unknown WebSocket ID.' } });
      stream.end(
        `HTTP/1.1 401 Unauthorized\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
      );
      return;
    }
    this.#server.handleUpgrade(request, stream, head, (socket) => this.#connect(listener, socket));
  }

  #connect(listener: Listener, socket: WebSocket): void {
    listener.socket = socket;
    socket.on('message', (data) => acknowledge(listener, String(data)));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      if (listener.socket !== socket) return;
      listener.socket = null;
      listener.leftAt = this.#world.now();
    });
    for (const conversation of listener.unheard.keys()) this.#send(listener, socket, conversation);
  }

  #send(listener: Listener, socket: WebSocket, conversation: string): void {
    const payload = JSON.stringify(listener.unheard.get(conversation), null, 2);
    const signature = stripeSignature(payload, listener.secret, unixNow(this.#world));
    socket.send(
      JSON.stringify({
        type: 'webhook_event',
        endpoint: { api_version: null },
        event_payload: payload,
        http_headers: webhookHeaders(signature),
        webhook_conversation_id: conversation,
        webhook_id: `we_${listener.id}`,
      }),
    );
  }
}

function acknowledge(listener: Listener, frame: string): void {
  const message: unknown = JSON.parse(frame);
  if (typeof message !== 'object' || message === null || !('type' in message) || message.type !== 'event_ack')
    return;
  if ('webhook_conversation_id' in message) listener.unheard.delete(String(message.webhook_conversation_id));
}
