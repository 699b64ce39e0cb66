import { createPrivateKey } from 'node:crypto';
import * as z from 'zod';

/** What proves to Google that this server speaks for a Firebase project. */
export type ServiceAccount = {
  readonly projectId: string;
  readonly clientEmail: string;
  readonly privateKey: string;
};

/** The text is no service-account key; the message says what it is and what to do, never the text itself. */
export class ServiceAccountError extends Error {
  constructor(problem: string) {
    super(`${problem}; ${advice}`);
    this.name = 'ServiceAccountError';
  }
}

const advice =
  'paste the whole key file, as JSON or base64 of it (Firebase console, Project settings, Service accounts, Generate new private key)';

const accountFile = z.object({
  project_id: z.string().min(1),
  client_email: z.email(),
  private_key: z.string().min(1),
});

/**
 * Reads a service-account key given as JSON, as base64 of that JSON, or as JSON whose new-lines were escaped once more or
 * turned into real ones on the way. Throws ServiceAccountError.
 */
export function parseServiceAccount(text: string): ServiceAccount {
  const content = parseContent(text.trim());
  if (typeof content !== 'object' || content === null || Array.isArray(content))
    throw new ServiceAccountError('is JSON, but not the JSON of a key');
  const other = otherKind(content);
  if (other) throw new ServiceAccountError(`is ${other}, not a service account`);
  const file = accountFile.safeParse(content);
  if (!file.success) {
    const fields = new Set(file.error.issues.map(({ path }) => path.join('.')));
    throw new ServiceAccountError(`lacks a usable ${[...fields].join(', ')}`);
  }
  const { project_id: projectId, client_email: clientEmail, private_key: key } = file.data;
  return { projectId, clientEmail, privateKey: pemOf(key) };
}

function parseContent(text: string): unknown {
  const decoded = text.startsWith('{') ? text : Buffer.from(text, 'base64').toString('utf8').trim();
  for (const candidate of [decoded, withNewLinesMended(decoded)]) {
    try {
      return JSON.parse(candidate) as unknown;
    } catch {}
  }
  if (/\b(apiKey|authDomain)\b/.test(text)) throw new ServiceAccountError(`is ${webConfiguration}`);
  if (/\.json['"]?$/.test(text)) throw new ServiceAccountError('is the name of a file, not its content');
  if (text.startsWith('-----BEGIN')) throw new ServiceAccountError('is the private key alone');
  throw new ServiceAccountError('is neither JSON nor base64 of JSON');
}

/** Shells and dashboards unfold `\n` inside the strings, or fold the new-lines between them. */
const withNewLinesMended = (text: string): string =>
  text.replaceAll(/"(?:[^"\\]|\\.)*"|\\[nr]/gs, (part) =>
    part.startsWith('"') ? part.replaceAll(/\r?\n/g, '\\n') : ' ',
  );

const webConfiguration = 'the configuration of a web app';

/** What people paste in place of a service account, by the field only that thing has. */
const otherKinds: readonly (readonly [field: string, kind: string])[] = [
  ['refresh_token', "a person's own login (authorized user)"],
  ['apiKey', webConfiguration],
  ['authDomain', webConfiguration],
  ['project_info', 'the configuration of an Android app'],
  ['installed', 'an OAuth client'],
  ['web', 'an OAuth client'],
  ['credential_source', 'an identity federation (external account)'],
];

function otherKind(content: object): string | undefined {
  return otherKinds.find(([field]) => field in content)?.[1];
}

function pemOf(key: string): string {
  const pem = key.replaceAll('\\r', '').replaceAll('\\n', '\n').replaceAll('\r', '').trim();
  try {
    if (createPrivateKey(pem).asymmetricKeyType === 'rsa') return `${pem}\n`;
  } catch {}
  throw new ServiceAccountError('has a private_key that is not a whole RSA key in PEM form');
}
