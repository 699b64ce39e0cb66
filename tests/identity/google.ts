/** Google's side of Firebase Auth on this machine: real certificates, real signatures, and the few calls the shop makes. */
import type { KeyObject } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import tls from 'node:tls';
import { createCertificate } from './certificate.ts';
import { answer, type Reply, type World } from './google-answers.ts';
import { createMint, type Mint } from './mint.ts';

type ServiceAccount = { projectId: string; clientEmail: string; privateKey: string };

export type GoogleUser = {
  email: string;
  emailVerified: boolean;
  disabled: boolean;
  /** Sign-ins before this second do not count any more. */
  validSince: number;
};

export type Google = Mint & {
  readonly users: Map<string, GoogleUser>;
  /** The links that were sent, the latest last. */
  readonly mails: { email: string; continueUrl: string; oobCode: string; locale: string }[];
  /** Every call so far, as `METHOD path`. */
  readonly calls: string[];
  /** What firebase-admin is given so that its https requests come here. */
  readonly httpAgent: https.Agent;
  /** A key Google has issued: with it the library gets its access tokens. */
  readonly serviceAccount: ServiceAccount;
  /** The same answers over plain http, for what does not go through the library. */
  readonly identityToolkit: string;
  /** Host and port of the same world as Google's own emulator, whose tokens nobody signs. */
  readonly emulatorHost: string;
  /** While set, everything fails like this. */
  trouble: { status: number; body: object } | 'silence' | null;
  addUser(uid: string, user?: Partial<GoogleUser>): void;
  close(): Promise<void>;
};

const hosts = ['www.googleapis.com', 'identitytoolkit.googleapis.com', 'oauth2.googleapis.com'];

export async function startGoogle(projectId = 'shop-1234'): Promise<Google> {
  const certificate = createCertificate(hosts);
  const issued = createCertificate([]);
  const clientEmail = `shop@${projectId}.iam.gserviceaccount.com`;
  const world: World = {
    users: new Map(),
    mails: [],
    mint: createMint(projectId),
    projectId,
    clientEmail,
    clientKey: issued.publicKey,
  };
  const calls: string[] = [];
  const handle = (request: http.IncomingMessage, response: http.ServerResponse): void => {
    calls.push(`${request.method} ${request.url?.replace(/[?].*/, '')}`);
    if (google.trouble === 'silence') return;
    void reply(google.trouble ?? answerTo(world, request)).then(({ status, body, headers }) => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(JSON.stringify(body));
    });
  };
  const secure = https.createServer({ key: pem(certificate.privateKey), cert: certificate.pem }, handle);
  const plain = http.createServer(handle);
  const [securePort, plainPort] = [await listen(secure), await listen(plain)];
  const httpAgent = agentTo(securePort, certificate.pem);
  // The library's credentials do not pass the agent they are given on to the call for an access token.
  const before = https.globalAgent;
  https.globalAgent = httpAgent;
  const google: Google = {
    ...world.mint,
    users: world.users,
    mails: world.mails,
    calls,
    httpAgent,
    serviceAccount: { projectId, clientEmail, privateKey: pem(issued.privateKey) },
    identityToolkit: `http://127.0.0.1:${plainPort}`,
    emulatorHost: `127.0.0.1:${plainPort}`,
    trouble: null,
    addUser(uid, user = {}) {
      const fresh = { email: `${uid}@example.com`, emailVerified: true, disabled: false, validSince: 0 };
      world.users.set(uid, { ...fresh, ...user });
    },
    async close() {
      https.globalAgent = before;
      httpAgent.destroy();
      for (const server of [secure, plain]) {
        server.closeAllConnections();
        await new Promise((done) => server.close(done));
      }
    },
  };
  return google;
}

const pem = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();

async function listen(server: http.Server | https.Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** Whatever host is asked for, the connection goes to ours, whose certificate is checked for that host. */
function agentTo(port: number, ca: string): https.Agent {
  const agent = new https.Agent({ keepAlive: false });
  agent.createConnection = (options) =>
    tls.connect({ host: '127.0.0.1', port, ca, servername: String(options.host) });
  return agent;
}

const reply = async (given: Reply | Promise<Reply>): Promise<Reply> => given;

async function answerTo(world: World, request: http.IncomingMessage): Promise<Reply> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return answer(world, {
    path: new URL(request.url ?? '', 'http://google').pathname,
    headers: request.headers,
    body: Buffer.concat(chunks).toString('utf8'),
  });
}
