/** One mail as it leaves: nothing in it is looked up any more. */
export type Letter = {
  readonly to: { readonly address: string; readonly name: string | null };
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly language: string;
  /** What the Message-ID is made of; the same promise keeps its id however often it is sent. */
  readonly promise: string;
};

export type Mailer = {
  /** Hands one mail over to the mail server. Throws MailError. */
  send(letter: Letter): Promise<void>;
  /** Whether the mail server is there and takes our credentials; sends nothing. */
  state(): Promise<MailServerState>;
};

export type MailServerState = 'accepted' | 'refused' | 'unreachable';

/** A mail was not taken. Permanent: the server refuses this very mail and will refuse it again. */
export class MailError extends Error {
  readonly permanent: boolean;
  constructor(message: string, options: { permanent: boolean; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.name = 'MailError';
    this.permanent = options.permanent;
  }
}
