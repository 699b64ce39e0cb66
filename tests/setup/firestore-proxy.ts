import http2 from 'node:http2';
import type net from 'node:net';
import { seededRandom } from '#sandbox/random.ts';
import { type Bill, openBill, type Usage } from './firestore-bill.ts';
import { openDoor } from './grpc-door.ts';
import { grpcMessages } from './grpc-messages.ts';
import { answerError, type Refusal } from './grpc-refusal.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

export type Trouble = {
  /** The same seed draws the same fates, in the sequence in which calls arrive. */
  readonly seed?: number;
  /** The probability, 0 to 1, with which a call is answered so and never reaches the server. */
  readonly refuse?: Readonly<Partial<Record<Refusal, number>>>;
  /** What a refusal says. */
  readonly saying?: string;
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

/** Shown the method and the message of every question. */
export type Watch = (method: string, message: Buffer) => void;

/** Starts a proxy on a free port in front of the emulator. */
export async function startFirestoreProxy(
  emulatorHost: string,
  watch: Watch = () => {},
): Promise<FirestoreProxy> {
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
    const { refuse, saying, lose } = fate(method);
    if (refuse) {
      bill.refused();
      answerError(stream, refuse, saying);
    } else forward({ stream, headers, method, lose, bill, watch, emulator: emulator.session() });
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

type Fate = {
  readonly refuse: Refusal | undefined;
  readonly saying?: string | undefined;
  readonly lose: boolean;
};

function fates({ seed = 1, refuse = {}, saying, only, loseAnswer = 0 }: Trouble): (method: string) => Fate {
  const random = seededRandom(seed);
  const odds = Object.entries(refuse) as [Refusal, number][];
  return (method) => {
    if (only && !only.includes(method)) return { refuse: undefined, lose: false };
    let left = random();
    const drawn = odds.find(([, probability]) => {
      left -= probability;
      return left < 0;
    });
    return { refuse: drawn?.[0], saying, lose: !drawn && method === 'Commit' && random() < loseAnswer };
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
  watch: Watch;
  emulator: http2.ClientHttp2Session;
};

function forward({ stream, headers, method, lose, bill, watch, emulator }: Call): void {
  const { ':authority': _, ...passed } = headers;
  const call = emulator.request(passed, { endStream: false });
  const seen = bill.answer(method);
  stream.on(
    'data',
    grpcMessages((message) => {
      bill.requested(method, message);
      watch(method, message);
    }),
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
