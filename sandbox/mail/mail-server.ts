import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import { keepMail } from '#sandbox/mail/received-mails.ts';
import { pause, type World } from '#sandbox/world.ts';

export type MailServer = { port: number; close: () => Promise<void> };

type Verdict = (error?: Error | null) => void;

/** Plays a mail server: takes every mail from anybody, delivers none, and fails as the faults say. Rejects when the port is taken. */
export async function startMailServer(world: World, port: number): Promise<MailServer> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    allowInsecureAuth: true,
    closeTimeout: 1,
    onAuth: ({ username }, _, accept) => accept(null, { user: username ?? 'somebody' }),
    onRcptTo: (_, _session, verdict) => judge(world, verdict),
    // A client that gives up in the middle, or is killed there, is no news.
    onData: (stream, session, verdict) =>
      void take(stream, session, verdict).catch((error: Error) => {
        note(error);
        verdict(error);
      }),
  });
  server.on('error', note);
  server.server.prependListener('connection', (socket) => {
    if (world.faults.mail.mode === 'refuse') socket.destroy();
  });

  function note({ message }: Error): void {
    world.log(`mail server: ${message}`);
  }

  async function take(stream: NodeJS.ReadableStream, session: SMTPServerSession, verdict: Verdict) {
    const raw = await text(stream);
    if (world.faults.mail.latencyMs > 0) await pause(world.faults.mail.latencyMs);
    if (world.faults.mail.mode === '451') return verdict(refusal(451, 'Try again later.'));
    await keepMail(world, raw, envelopeOf(session));
    if (world.random() >= world.faults.mail.loseAnswerRate) return verdict();
    for (const connection of server.connections) if (connection.id === session.id) connection.close();
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** The faults that show before a mail is handed over. */
function judge({ faults: { mail } }: World, verdict: Verdict): void {
  if (mail.mode === 'hang') return;
  verdict(mail.mode === '550' ? refusal(550, 'No such mailbox here.') : null);
}

const refusal = (responseCode: number, message: string): Error =>
  Object.assign(new Error(`${message} (Injected by the sandbox.)`), { responseCode });

const envelopeOf = ({ envelope }: SMTPServerSession) => ({
  sender: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
  recipients: envelope.rcptTo.map(({ address }) => address),
});
