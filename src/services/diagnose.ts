import { addressFindings } from './address-findings.ts';
import { paymentFindings } from './diagnose-payments.ts';
import { type Finding, type Subject, sandboxAsleep } from './finding.ts';
import { mailFinding } from './mail-finding.ts';

/** Whether everything the shop needs is there and fits together. Changes nothing. */
export async function diagnose(subject: Subject): Promise<Finding[]> {
  const [database, payments, klaviyo, mail] = await Promise.all([
    databaseFinding(subject),
    paymentFindings(subject),
    klaviyoFinding(subject),
    mailFinding(subject),
  ]);
  return [database, ...payments, klaviyo, mail, ...addressFindings(subject)];
}

async function databaseFinding({ store, databaseConfigured, sandboxUrl }: Subject): Promise<Finding> {
  const area = 'database';
  if (!databaseConfigured) {
    const advice = 'npm start brings one of its own; elsewhere set DATABASE_URL.';
    return { area, level: 'warn', sentence: 'No database is configured.', advice };
  }
  const problem = await store.problem();
  if (problem === null) return { area, level: 'ok', sentence: 'The database answers and is up to date.' };
  if (sandboxUrl !== null) {
    const advice =
      'npm start starts the embedded database and brings it up to date; your own is DATABASE_URL.';
    return { area, level: 'warn', sentence: problem, advice };
  }
  const advice =
    'Check its address or key and whether it is up; npm run db:migrate brings Postgres up to date, npm run firestore:deploy Firestore.';
  return { area, level: 'problem', sentence: problem, advice };
}

async function klaviyoFinding({ klaviyo, sandboxUrl }: Subject): Promise<Finding> {
  const area = 'klaviyo';
  const key = 'Klaviyo, Settings, API keys, a private key with write access to events';
  if (klaviyo === null) {
    const sentence = 'Klaviyo is not configured; marketing events are kept and not sent.';
    return { area, level: 'warn', sentence, advice: `Set KLAVIYO_API_KEY (${key}).` };
  }
  switch (await klaviyo()) {
    case 'accepted':
      return { area, level: 'ok', sentence: 'Klaviyo accepts the key.' };
    case 'refused':
      return {
        area,
        level: 'problem',
        sentence: 'Klaviyo refuses the key.',
        advice: `Make a new one: ${key}.`,
      };
    case 'forbidden':
      return {
        area,
        level: 'problem',
        sentence: 'The Klaviyo key may not write events.',
        advice: `Make one: ${key}.`,
      };
    default:
      if (sandboxUrl !== null) return sandboxAsleep(area, sandboxUrl);
      return {
        area,
        level: 'problem',
        sentence: 'Klaviyo could not be reached.',
        advice:
          'Events wait in the outbox and are sent later; check the network and https://status.klaviyo.com.',
      };
  }
}
