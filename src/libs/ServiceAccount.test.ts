import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parseServiceAccount, ServiceAccountError } from './ServiceAccount.ts';

const pem = (type: 'rsa' | 'ed25519'): string =>
  (type === 'rsa'
    ? generateKeyPairSync('rsa', { modulusLength: 2048 })
    : generateKeyPairSync('ed25519')
  ).privateKey
    .export({ type: 'pkcs8', format: 'pem' })
    .toString();

const privateKey = pem('rsa');
const file = {
  type: 'service_account',
  project_id: 'shop-1234',
  private_key_id: 'hunter2',
  private_key: privateKey,
  client_email: 'shop@shop-1234.iam.gserviceaccount.com',
};
const json = JSON.stringify(file);
const pretty = JSON.stringify(file, null, 2);
const account = {
  projectId: 'shop-1234',
  clientEmail: 'shop@shop-1234.iam.gserviceaccount.com',
  privateKey,
};

function problemOf(text: string): string {
  try {
    parseServiceAccount(text);
  } catch (error) {
    if (error instanceof ServiceAccountError) return error.message;
    throw error;
  }
  return 'none';
}

describe('a service-account key', () => {
  it.each([
    ['JSON', json],
    ['the file as it was downloaded', `${pretty}\n`],
    ['base64 of the file', Buffer.from(pretty).toString('base64')],
    [
      'base64 folded into lines',
      (
        Buffer.from(pretty)
          .toString('base64')
          .match(/.{1,64}/g) ?? []
      ).join('\n'),
    ],
    ['base64url without padding', Buffer.from(json).toString('base64url')],
    ['JSON with the new-lines escaped once more', json.replaceAll('\\n', '\\\\n')],
    ['JSON with real new-lines inside the key', json.replaceAll('\\n', '\n')],
    ['JSON with Windows new-lines inside the key', json.replaceAll('\\n', '\r\n')],
    ['the file with every new-line between the fields folded', pretty.replaceAll('\n', '\\n')],
  ])('is read from %s', (_, text) => {
    expect(parseServiceAccount(text)).toEqual(account);
  });

  it.each([
    ['is neither JSON nor base64 of JSON', 'hunter2'],
    ['is neither JSON nor base64 of JSON', json.slice(0, -40)],
    ['is JSON, but not the JSON of a key', Buffer.from('["hunter2"]').toString('base64')],
    ['lacks a usable project_id, private_key', JSON.stringify({ client_email: 'hunter2@example.com' })],
    ['lacks a usable client_email', JSON.stringify({ ...file, client_email: 'hunter2' })],
    ['has a private_key that is not a whole RSA key', JSON.stringify({ ...file, private_key: 'hunter2' })],
    [
      'has a private_key that is not a whole',
      JSON.stringify({ ...file, private_key: privateKey.slice(0, 400) }),
    ],
    ['has a private_key that is not a whole RSA', JSON.stringify({ ...file, private_key: pem('ed25519') })],
    [
      "is a person's own login (authorized user)",
      JSON.stringify({ type: 'authorized_user', refresh_token: 'hunter2' }),
    ],
    ['is the configuration of a web app', JSON.stringify({ apiKey: 'hunter2', projectId: 'shop-1234' })],
    ['is the configuration of a web app', 'const firebaseConfig = { apiKey: "hunter2" };'],
    ['is the configuration of an Android app', JSON.stringify({ project_info: { id: 'hunter2' } })],
    ['is an OAuth client', JSON.stringify({ installed: { client_secret: 'hunter2' } })],
    [
      'is an identity federation (external account)',
      JSON.stringify({ credential_source: { file: 'hunter2' } }),
    ],
    ['is the name of a file', './secrets/hunter2.json'],
    ['is the private key alone', privateKey],
  ])('is refused when it %s', (problem, text) => {
    expect(problemOf(text)).toContain(problem);
    expect(problemOf(text)).toContain('Generate new private key');
    expect(problemOf(text)).not.toMatch(/hunter2|BEGIN/);
  });
});
