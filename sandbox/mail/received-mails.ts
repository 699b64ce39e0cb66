import PostalMime, { type Email } from 'postal-mime';
import { freshId } from '#sandbox/random.ts';
import type { World } from '#sandbox/world.ts';

/** One mail as it was accepted. `receivedAt` is milliseconds since the epoch; the rest is read from `raw`. */
export type ReceivedMail = {
  id: string;
  receivedAt: number;
  /** What the envelope said, which is who really got it. */
  sender: string;
  recipients: string[];
  messageId: string;
  from: string;
  to: string;
  subject: string;
  text: string;
  raw: string;
};

export type Envelope = { sender: string; recipients: string[] };

/** Keeps a mail. One that is sent a second time is kept a second time, under the Message-ID it already had. */
export async function keepMail(world: World, raw: string, { sender, recipients }: Envelope): Promise<void> {
  const email = await PostalMime.parse(raw);
  world.state.mails.insert({
    id: freshId('mail'),
    receivedAt: world.now(),
    sender,
    recipients,
    messageId: email.messageId ?? '',
    from: addressText(email.from),
    to: (email.to ?? []).map(addressText).join(', '),
    subject: email.subject ?? '',
    text: email.text ?? '',
    raw,
  });
  world.log(`mail ${email.subject ?? ''} for ${recipients.join(', ')}`);
  world.changed();
}

/** Everything that is in a kept mail. */
export const openMail = ({ raw }: ReceivedMail): Promise<Email> => PostalMime.parse(raw);

type Mailbox = { name?: string | undefined; address?: string | undefined };

const addressText = (mailbox: Mailbox | undefined): string =>
  mailbox?.name ? `${mailbox.name} <${mailbox.address ?? ''}>` : (mailbox?.address ?? '');
