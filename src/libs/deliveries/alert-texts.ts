import type { Announcement } from '#domain/alerts/announcement.ts';
import type { Letter } from '#libs/email/mailer.ts';

const phaseWords = { opened: 'Alert', grown: 'More of it', closed: 'Over' } as const;

const headline = ({ phase, title }: Announcement): string => `${phaseWords[phase]}: ${title}`;

const moment = (iso: string): string => `${iso.slice(0, 16).replace('T', ' ')} UTC`;

const period = ({ since, until }: Announcement): string =>
  until === null ? `Since ${moment(since)}.` : `From ${moment(since)} until ${moment(until)}.`;

const lastSeen = ({ phase, sentence }: Announcement): string =>
  phase === 'closed' ? `It was: ${sentence}` : sentence;

/** One text message. */
export const alertText = (about: Announcement): string =>
  `${headline(about)}. ${lastSeen(about)} ${about.url}`.slice(0, 480);

/** https://docs.slack.dev/messaging/formatting-message-text */
export const slackMessage = (about: Announcement): { text: string } => {
  const lines = [`*${escaped(headline(about))}*`, escaped(lastSeen(about)), escaped(period(about))];
  return { text: [...lines, `<${about.url}|Open the console>`].join('\n') };
};

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A mail to the people who run the shop; plain on purpose. */
export function alertMail(about: Announcement): Pick<Letter, 'subject' | 'html' | 'text' | 'language'> {
  const lines = [lastSeen(about), period(about)];
  const paragraphs = lines.map((line) => `<p>${escaped(line)}</p>`).join('');
  const url = escaped(about.url).replaceAll('"', '&quot;');
  return {
    subject: headline(about),
    text: [headline(about), ...lines, `What it is about: ${about.url}`].join('\n\n'),
    html: `<!doctype html><html lang="en"><title>${escaped(headline(about))}</title><h1>${escaped(headline(about))}</h1>${paragraphs}<p><a href="${url}">Open the console</a></p></html>`,
    language: 'en',
  };
}
