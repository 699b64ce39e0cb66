import { type Finding, type Subject, sandboxAsleep } from './finding.ts';

type MailSubject = Pick<Subject, 'mail' | 'production' | 'sandboxUrl'>;

/** Whether buyers get the mails the shop promises them. */
export async function mailFinding({ mail, production, sandboxUrl }: MailSubject): Promise<Finding> {
  const area = 'e-mail';
  const problem = (sentence: string, advice: string): Finding => ({
    area,
    level: 'problem',
    sentence,
    advice,
  });
  if (mail === 'klaviyo')
    return {
      area,
      level: 'ok',
      sentence: 'Klaviyo writes to buyers (MAIL_BY=klaviyo); the shop itself sends nothing.',
    };
  if (mail === 'nobody') {
    const sentence = 'No mail server is configured; buyers are promised a confirmation and get none.';
    const advice = 'Set SMTP_URL and MAIL_FROM (your mail provider shows them), or MAIL_BY=klaviyo.';
    return { area, level: production ? 'problem' : 'warn', sentence, advice };
  }
  switch (await mail()) {
    case 'accepted':
      return { area, level: 'ok', sentence: 'The mail server accepts us.' };
    case 'refused':
      return problem('The mail server refuses us.', 'Check the user and the password in SMTP_URL.');
    default:
      if (sandboxUrl !== null) return sandboxAsleep(area, sandboxUrl);
      return problem(
        'The mail server could not be reached, or offers no encryption.',
        'Mails wait in the outbox and are sent later; check host and port in SMTP_URL.',
      );
  }
}
