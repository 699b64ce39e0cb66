/** What Google answers to each call: https://cloud.google.com/identity-platform/docs/reference/rest */
import { type KeyObject, randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { decodeJwt, jwtVerify } from 'jose';
import type { Google, GoogleUser } from './google.ts';
import type { Mint } from './mint.ts';

export type World = Pick<Google, 'users' | 'mails'> & {
  readonly mint: Mint;
  readonly projectId: string;
  readonly clientEmail: string;
  readonly clientKey: KeyObject;
};
export type Reply = { status: number; body: object; headers?: Record<string, string> };
type Call = { readonly path: string; readonly headers: IncomingHttpHeaders; readonly body: string };
type Fields = Readonly<Record<string, unknown>>;
type Answer = (world: World, fields: Fields, call: Call & { emulated: boolean }) => Reply | Promise<Reply>;

const accessToken = 'ya29.of-the-service-account';
const ok = (body: object, headers?: Record<string, string>): Reply => ({
  status: 200,
  body,
  ...(headers ? { headers } : {}),
});
const no = (message: string, status = 400): Reply => ({ status, body: { error: { code: status, message } } });
const emulator = '/identitytoolkit.googleapis.com';
const cached = { 'cache-control': 'public, max-age=20000' };

export function answer(world: World, call: Call): Reply | Promise<Reply> {
  const emulated = call.path.startsWith(emulator);
  const path = (emulated ? call.path.slice(emulator.length) : call.path).replace(
    world.projectId,
    '{project}',
  );
  const known = answers[path];
  if (!known) return no(`NO_SUCH_METHOD ${path}`, 404);
  const isOperators = path.startsWith('/v1/projects/');
  const credential = emulated ? 'owner' : accessToken;
  if (isOperators && call.headers.authorization !== `Bearer ${credential}`) return no('UNAUTHENTICATED', 401);
  return known(world, fieldsOf(call.body), { ...call, emulated });
}

function fieldsOf(body: string): Fields {
  if (body === '') return {};
  return body.startsWith('{') ? (JSON.parse(body) as Fields) : Object.fromEntries(new URLSearchParams(body));
}

const answers: Readonly<Record<string, Answer>> = {
  '/robot/v1/metadata/x509/securetoken@system.gserviceaccount.com': ({ mint }) =>
    ok(mint.certificates('id_token'), cached),
  '/identitytoolkit/v3/relyingparty/publicKeys': ({ mint }) => ok(mint.certificates('session'), cached),
  '/token': ({ clientEmail, clientKey }, { assertion }) =>
    jwtVerify(String(assertion), clientKey, { issuer: clientEmail, algorithms: ['RS256'] }).then(
      () => ok({ access_token: accessToken, expires_in: 3600, token_type: 'Bearer' }),
      () => ({ status: 400, body: { error: 'invalid_grant', error_description: 'Invalid JWT Signature.' } }),
    ),
  '/v1/projects/{project}/accounts:lookup': ({ users }, { localId }) => {
    const [uid = ''] = localId as string[];
    const user = users.get(uid);
    return ok(user ? { users: [{ localId: uid, ...user, validSince: String(user.validSince) }] } : {});
  },
  '/v1/projects/{project}/accounts:update': ({ users }, { localId, validSince }) => {
    const user = users.get(String(localId));
    if (!user) return no('USER_NOT_FOUND');
    user.validSince = Number(validSince);
    return ok({ localId });
  },
  '/v1/projects/{project}:createSessionCookie': async ({ mint }, fields, { emulated }) => {
    const claims = decodeJwt(String(fields.idToken));
    const forgery = emulated ? ({ alg: 'none' } as const) : {};
    return ok({ sessionCookie: await mint.session(claims, Number(fields.validDuration), forgery) });
  },
  '/v1/accounts:sendOobCode': ({ mails, users }, fields, { headers }) => {
    const email = String(fields.email);
    if (fields.requestType !== 'EMAIL_SIGNIN' || fields.canHandleCodeInApp !== true)
      return no('INVALID_REQ_TYPE');
    if (userOf(users, email)?.[1].disabled) return no('USER_DISABLED');
    const locale = String(headers['x-firebase-locale']);
    mails.push({ email, continueUrl: String(fields.continueUrl), oobCode: randomUUID(), locale });
    return ok({ kind: 'identitytoolkit#GetOobConfirmationCodeResponse', email });
  },
  '/v1/accounts:signInWithEmailLink': async ({ mails, users, mint }, { email, oobCode }, { emulated }) => {
    const mail = mails.find((each) => each.oobCode === oobCode);
    if (!mail) return no('INVALID_OOB_CODE');
    if (mail.email.toLowerCase() !== String(email).toLowerCase())
      return no('INVALID_EMAIL : The email does not match.');
    mails.splice(mails.indexOf(mail), 1);
    const [uid, user] = userOf(users, mail.email) ?? newcomer(users, mail.email);
    if (user.disabled) return no('USER_DISABLED');
    user.emailVerified = true;
    return ok({ idToken: await mint.idToken(uid, user, emulated ? { alg: 'none' } : {}), localId: uid });
  },
};

const userOf = (users: World['users'], email: string): [string, GoogleUser] | undefined =>
  [...users].find(([, user]) => user.email === email.toLowerCase());

function newcomer(users: World['users'], email: string): [string, GoogleUser] {
  const user = { email: email.toLowerCase(), emailVerified: false, disabled: false, validSince: 0 };
  const uid = `uid-${randomUUID()}`;
  users.set(uid, user);
  return [uid, user];
}
