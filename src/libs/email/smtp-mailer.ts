import { createHash } from 'node:crypto';
import type { Transporter } from 'nodemailer';
import { addressDomain, isSingleAddress, oneLine } from './header-text.ts';
import { type Letter, MailError, type Mailer, type MailServerState } from './mailer.ts';

export type SmtpOptions = {
  /** `smtps://user:password@host:465` or `smtp://…:587`, which has to offer STARTTLS. */
  readonly url: string;
  /** `Rolitt <orders@example.com>` or the address alone. */
  readonly from: string;
  readonly replyTo: string;
  /** Longest a single mail may take from the first byte to the last, milliseconds. */
  readonly deadlineMs?: number;
  /** Runs every mail, for whoever measures them. */
  readonly around?: (send: () => Promise<unknown>) => Promise<unknown>;
};

/** Each step of a conversation by itself, milliseconds. */
const stepMs = 10_000;
/** The whole of it; shorter than the lease of a message, so that nobody else sends it meanwhile. */
const mailMs = 30_000;

/** Speaks SMTP, one connection per mail: a process that is frozen or killed leaves nothing half open. The client is loaded with the first mail. */
export function createSmtpMailer(options: SmtpOptions): Mailer {
  const { url, from, replyTo, deadlineMs = mailMs, around = (send) => send() } = options;
  const domain = addressDomain(from);
  let transport: Promise<Transporter> | undefined;
  const connect = () => {
    transport ??= openTransport(url);
    return transport;
  };
  return {
    async send(letter) {
      if (!isSingleAddress(letter.to.address)) {
        throw new MailError('The address of the buyer is not one address.', { permanent: true });
      }
      try {
        const signal = AbortSignal.timeout(deadlineMs);
        const client = await connect();
        await around(() => client.sendMail({ from, replyTo, signal, ...message(letter, domain) }));
      } catch (error) {
        throw toMailError(error);
      }
    },
    async state() {
      try {
        await (await connect()).verify();
        return 'accepted';
      } catch (error) {
        return stateAfter(error);
      }
    },
  };
}

async function openTransport(url: string): Promise<Transporter> {
  const { createTransport } = await import('nodemailer');
  return createTransport({
    url,
    requireTLS: needsTls(url),
    connectionTimeout: stepMs,
    greetingTimeout: stepMs,
    socketTimeout: stepMs,
    dnsTimeout: stepMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

/** Passwords and addresses cross no network in the clear, unless their owner says so: `?requireTLS=false`. */
export function needsTls(url: string): boolean {
  const { hostname, searchParams } = new URL(url);
  return !/^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname) && searchParams.get('requireTLS') !== 'false';
}

const message = ({ to, subject, html, text, language, promise }: Letter, domain: string) => ({
  to: { address: to.address, name: oneLine(to.name ?? '') },
  subject: oneLine(subject),
  html,
  text,
  messageId: messageIdOf(promise, domain),
  headers: {
    'Content-Language': language,
    // Nobody's holiday notice is to answer a machine: https://www.rfc-editor.org/rfc/rfc3834#section-5
    'Auto-Submitted': 'auto-generated',
    'X-Auto-Response-Suppress': 'All',
  },
});

/** The id of a mail is the name of its promise, so that programs know a mail that comes twice. */
export const messageIdOf = (promise: string, domain: string): string =>
  `<${createHash('sha256').update(promise).digest('hex').slice(0, 32)}@${domain}>`;

type SmtpFailure = {
  readonly responseCode?: number;
  readonly command?: string;
  readonly code?: string;
  readonly permanent?: boolean;
};

const detailsOf = (error: unknown): SmtpFailure => (typeof error === 'object' && error !== null ? error : {});

/** The commands a mail itself is given with; what is refused before is us, not the mail, and that can be mended. */
const aboutTheMail = /^(MAIL FROM|RCPT TO|DATA)/;

/** The server's own text may repeat addresses and stays out of the log. */
function toMailError(cause: unknown): MailError {
  const { responseCode, command = '', code, permanent = false } = detailsOf(cause);
  if (responseCode !== undefined) {
    const step = command === '' ? '' : ` to ${command.split(':')[0]}`;
    return new MailError(`The mail server answered ${responseCode}${step}.`, {
      permanent: permanent && aboutTheMail.test(command),
      cause,
    });
  }
  return new MailError(`The mail server did not take the mail${code ? ` (${code})` : ''}.`, {
    permanent: false,
    cause,
  });
}

const stateAfter = (error: unknown): MailServerState => {
  const { responseCode, code } = detailsOf(error);
  return responseCode !== undefined || code === 'EAUTH' ? 'refused' : 'unreachable';
};
