import http from 'node:http';
import http2 from 'node:http2';
import net from 'node:net';
import { seededRandom } from '#sandbox/random.ts';
import { type Bill, openBill, type Usage } from './firestore-bill.ts';
import { grpcMessages } from './grpc-messages.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

/** https://grpc.io/docs/guides/status-codes/ */
const statusCodes = { DEADLINE_EXCEEDED: 4, RESOURCE_EXHAUSTED: 8, ABORTED: 10, UNAVAILABLE: 14 } as const;
export type Refusal = keyof typeof statusCodes;

export type Trouble = {
  /** The same seed draws the same fates, in the sequence in which calls arrive. */
  readonly seed?: number;
  /** The probability, 0 to 1, with which a call is answered so and never reaches the server. */
  readonly refuse?: Readonly<Partial<Record<Refusal, number>>>;
  /** The methods that are refused, such as `Commit`; without them, all. */
  readonly only?: readonly string[];
  /** The probability with which a commit is carried out and answered UNAVAILABLE. */
  readonly loseAnswer?: number;
};

/** Stands between a client and a Firestore emulator, counts what would be billed, and makes trouble on demand. */
export type FirestoreProxy = Omit<TcpProxy, 'port'> & {
  /** Host and port of the emulator, through the proxy. */
  readonly host: string;
  /** What has passed since the last call of this. */
  usage(): Usage;
  /** The trouble from now on, instead of the one before; none by default. */
  trouble(trouble?: Trouble): void;
  /** From now on no call reaches the server or gets an answer, until `restore`; the connections live on. */
  stall(): void;
};

/** Starts a proxy on a free port in front of the emulator. */
export async function startFirestoreProxy(emulatorHost: string): Promise<FirestoreProxy> {
  const bill = openBill();
  const emulator = upstream(`http://${emulatorHost}`);
  let fate = fates({});
  let stalled = false;
  const server = http2.createServer();
  server.on('stream', (stream: http2.ServerHttp2Stream, headers: http2.IncomingHttpHeaders) => {
    const method = (headers[':path'] ?? '').split('/').at(-1) ?? '';
    stream.on('error', () => {});
    bill.called(method);
    if (stalled) return;
    const { refuse, lose } = fate(method);
    if (refuse) {
      bill.refused();
      answerError(stream, refuse);
    } else forward({ stream, headers, method, lose, bill, emulator: emulator.session() });
  });
  const door = openDoor(server);
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  const { port, ...wire } = await startTcpProxy({
    host: '127.0.0.1',
    port: (door.address() as net.AddressInfo).port,
  });
  return {
    ...wire,
    host: `127.0.0.1:${port}`,
    usage: bill.take,
    trouble: (trouble = {}) => {
      fate = fates(trouble);
    },
    stall: () => {
      stalled = true;
    },
    restore: () => {
      stalled = false;
      wire.restore();
    },
    close: async () => {
      await wire.close();
      emulator.close();
      await new Promise((resolve) => door.close(resolve));
    },
  };
}

/** Takes gRPC to the server, and tells whoever asks in HTTP/1 that somebody is here, as the emulator does. */
function openDoor(server: http2.Http2Server): net.Server {
  const plain = http.createServer((_, response) => response.end('Ok'));
  return net.createServer((socket) => {
    socket.on('error', () => {});
    socket.once('readable', () => {
      const start: Buffer | null = socket.read();
      if (start === null) return;
      socket.unshift(start);
      const speaksHttp2 = start.toString('latin1', 0, 3) === 'PRI';
      (speaksHttp2 ? server : plain).emit('connection', socket);
    });
  });
}

type Fate = { readonly refuse: Refusal | undefined; readonly lose: boolean };

function fates({ seed = 1, refuse = {}, only, loseAnswer = 0 }: Trouble): (method: string) => Fate {
  const random = seededRandom(seed);
  const odds = Object.entries(refuse) as [Refusal, number][];
  return (method) => {
    if (only && !only.includes(method)) return { refuse: undefined, lose: false };
    let left = random();
    const drawn = odds.find(([, probability]) => {
      left -= probability;
      return left < 0;
    });
    return { refuse: drawn?.[0], lose: !drawn && method === 'Commit' && random() < loseAnswer };
  };
}

/** One connection to the emulator for everybody, opened anew when it broke. */
function upstream(origin: string) {
  let current: http2.ClientHttp2Session | undefined;
  return {
    session(): http2.ClientHttp2Session {
      if (!current || current.closed || current.destroyed) {
        current = http2.connect(origin);
        current.on('error', () => {});
      }
      return current;
    },
    close: () => current?.destroy(),
  };
}

type Call = {
  stream: http2.ServerHttp2Stream;
  headers: http2.IncomingHttpHeaders;
  method: string;
  lose: boolean;
  bill: Bill;
  emulator: http2.ClientHttp2Session;
};

function forward({ stream, headers, method, lose, bill, emulator }: Call): void {
  const { ':authority': _, ...passed } = headers;
  const call = emulator.request(passed, { endStream: false });
  const seen = bill.answer(method);
  stream.on(
    'data',
    grpcMessages((message) => bill.requested(method, message)),
  );
  call.on('data', grpcMessages(seen.message));
  stream.pipe(call);
  stream.on('aborted', () => call.close(http2.constants.NGHTTP2_CANCEL));
  call.on('error', () => !stream.destroyed && stream.close(http2.constants.NGHTTP2_INTERNAL_ERROR));
  call.on('end', seen.end);
  if (lose) {
    call.on('end', () => {
      bill.lost();
      answerError(stream, 'UNAVAILABLE');
    });
    return;
  }
  let trailers: http2.IncomingHttpHeaders = {};
  call.on('trailers', (received) => {
    trailers = received;
  });
  call.on('response', (answer, flags) => {
    if (stream.destroyed || stream.headersSent) return;
    const alone = (flags & http2.constants.NGHTTP2_FLAG_END_STREAM) !== 0;
    stream.on('wantTrailers', () => stream.sendTrailers(trailers));
    stream.respond(answer, { endStream: alone, waitForTrailers: !alone });
    if (!alone) call.pipe(stream);
  });
}

/** An error without a message body: https://grpc.github.io/grpc/core/md_doc__p_r_o_t_o_c_o_l-_h_t_t_p2.html */
function answerError(stream: http2.ServerHttp2Stream, status: Refusal): void {
  if (stream.destroyed || stream.headersSent) return;
  const trailers = {
    'grpc-status': String(statusCodes[status]),
    'grpc-message': 'the network as tests want it',
  };
  stream.respond({ ':status': 200, 'content-type': 'application/grpc', ...trailers }, { endStream: true });
  stream.resume();
}
