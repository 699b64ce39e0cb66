import { createServer, type Server } from 'node:http';
import type { ReceivedAlert } from '#sandbox/alerts/received-alerts.ts';
import { app } from '#sandbox/app.ts';
import { changeFaults, type FaultsPatch, noFaults } from '#sandbox/faults.ts';
import { json, type Reply, readRequest, sendReply } from '#sandbox/http/messages.ts';
import { noCalls } from '#sandbox/klaviyo/call-windows.ts';
import { decideSubscription, type KlaviyoProfile } from '#sandbox/klaviyo/profiles.ts';
import type { RecordedEvent } from '#sandbox/klaviyo/recorded-events.ts';
import { type MailServer, startMailServer } from '#sandbox/mail/mail-server.ts';
import type { ReceivedMail } from '#sandbox/mail/received-mails.ts';
import type { SandboxOptions } from '#sandbox/options.ts';
import { seededRandom } from '#sandbox/random.ts';
import { seed } from '#sandbox/seed.ts';
import { snapshots } from '#sandbox/snapshots.ts';
import { clearState, emptyState } from '#sandbox/state.ts';
import { CliSockets } from '#sandbox/stripe/cli-socket.ts';
import { armExpiry } from '#sandbox/stripe/session-expiry.ts';
import { SessionTimers } from '#sandbox/stripe/session-timers.ts';
import type * as Stored from '#sandbox/stripe/stored.ts';
import { type Delivery, WebhookDeliveries } from '#sandbox/stripe/webhook-delivery.ts';
import type { KlaviyoCalls, World } from '#sandbox/world.ts';

export type { FaultsPatch } from '#sandbox/faults.ts';
export type { RecordedEvent } from '#sandbox/klaviyo/recorded-events.ts';
export type { ReceivedMail } from '#sandbox/mail/received-mails.ts';
export type { SandboxOptions } from '#sandbox/options.ts';

export type Sandbox = {
  url: string;
  port: number;
  close: () => Promise<void>;
  stripe: { sessions: () => Stored.Session[]; events: () => Stored.Event[]; deliveries: () => Delivery[] };
  /** What came in by webhook and text message, oldest first; alerts by mail are among the mails. */
  alerts: () => ReceivedAlert[];
  klaviyo: {
    /** Recorded events, after de-duplication, oldest first. */
    events: () => RecordedEvent[];
    /** How many requests were accepted, repeats included. */
    requests: () => number;
    calls: () => KlaviyoCalls;
    profiles: () => KlaviyoProfile[];
    /** What a person does with the mail that asks them to confirm. */
    decide: (email: string, verdict: 'confirm' | 'unsubscribe') => void;
  };
  mail: {
    /** Where mails are handed in, `smtp://127.0.0.1:…`. */
    url: string;
    /** Every mail that was accepted, repeats included, oldest first. */
    received: () => ReceivedMail[];
  };
  setFaults: (patch: FaultsPatch) => void;
  /** Resolves when no webhook delivery is under way or scheduled. */
  idle: () => Promise<void>;
};

/** Starts the local provider world. Rejects when the port is taken. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const world = newWorld(options);
  const snapshot = snapshots(world, options.statePath);
  world.changed = snapshot.changed;
  snapshot.load();
  seed(world, options);
  const reset = async () => {
    world.timers.clearAll();
    await world.deliveries.cancelAll();
    clearState(world.state);
    world.klaviyoCalls = { made: 0, accepted: 0, throttled: 0 };
    world.klaviyoWindows = noCalls();
    world.faults = changeFaults(noFaults(), options.faults ?? {});
    seed(world, options);
  };
  const mail = await startMailServer(world, options.mailPort ?? 0);
  const server = httpServer(app(world, reset), world.changed);
  const port = await listen(server, options).catch(async (error) => {
    await mail.close();
    throw error;
  });
  world.url = `http://127.0.0.1:${port}`;
  world.cli.serve(server);
  for (const session of world.state.sessions.all()) if (session.status === 'open') armExpiry(world, session);
  world.deliveries.resume();
  return handle(world, { port, mail }, async () => {
    world.timers.clearAll();
    world.cli.close();
    await world.deliveries.stop();
    await Promise.all([closeServer(server), mail.close()]);
    snapshot.save();
  });
}

type Doors = { port: number; mail: MailServer };

function handle(world: World, { port, mail }: Doors, close: () => Promise<void>): Sandbox {
  let closing: Promise<void> | undefined;
  return {
    url: world.url,
    port,
    close: () => (closing ??= close()),
    stripe: {
      sessions: () => world.state.sessions.all(),
      events: () => world.state.events.all(),
      deliveries: () => world.state.deliveries.all(),
    },
    alerts: () => world.state.alerts.all(),
    klaviyo: {
      events: () => world.state.klaviyoEvents.all(),
      requests: () => world.klaviyoCalls.accepted,
      calls: () => ({ ...world.klaviyoCalls }),
      profiles: () => world.state.klaviyoProfiles.all(),
      decide: (email, verdict) => void decideSubscription(world, email, verdict),
    },
    mail: { url: `smtp://127.0.0.1:${mail.port}`, received: () => world.state.mails.all() },
    setFaults: (patch) => {
      world.faults = changeFaults(world.faults, patch);
    },
    idle: () => world.deliveries.idle(),
  };
}

function newWorld(options: SandboxOptions): World {
  const parts = {
    state: emptyState(),
    faults: changeFaults(noFaults(), options.faults ?? {}),
    url: '',
    shopUrl: options.shopUrl,
    now: () => Date.now(),
    random: seededRandom(options.seed ?? Math.floor(Math.random() * 2 ** 32)),
    log: options.log ?? (() => {}),
    timers: new SessionTimers(),
    klaviyoCalls: { made: 0, accepted: 0, throttled: 0 },
    klaviyoWindows: noCalls(),
    changed: () => {},
  };
  const world = parts as World;
  world.deliveries = new WebhookDeliveries(world, options.retryScheduleMs);
  world.cli = new CliSockets(world);
  return world;
}

function httpServer(answer: ReturnType<typeof app>, changed: () => void): Server {
  // Clients that keep connections open must not meet one that is just being closed.
  return createServer({ keepAliveTimeout: 65_000 }, (message, response) => {
    const replied = readRequest(message).then(answer).catch(asServerError);
    replied.then((reply) => {
      sendReply(response, reply);
      if (message.method !== 'GET') changed();
    });
  });
}

function asServerError(error: unknown): Reply {
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  if (error instanceof RangeError) return json(413, { error: { message: error.message } });
  return json(500, { error: { type: 'api_error', message: `The sandbox itself failed: ${message}` } });
}

function listen(server: Server, { port = 0, host = '127.0.0.1' }: SandboxOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
