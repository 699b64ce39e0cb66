import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ensure } from '#domain/changes.ts';
import { only, order } from '#tests/contract/store/records.ts';
import { type Page, type PlainBrowser, plainBrowser } from '#tests/http/plain-browser.ts';
import { startTestShop, type TestShop } from '#tests/http/test-shop.ts';
import { type Google, startGoogle } from './google.ts';
import { secondsNow } from './mint.ts';

let google: Google;
let shop: TestShop;
let browser: PlainBrowser;
beforeAll(async () => {
  google = await startGoogle('demo-shop');
  shop = await startTestShop({
    FIREBASE_PROJECT_ID: 'demo-shop',
    FIREBASE_WEB_API_KEY: 'AIzaTestKey',
    FIREBASE_AUTH_EMULATOR_HOST: google.emulatorHost,
    METADATA_SERVER_DETECTION: 'none',
  });
}, 120_000);
afterAll(async () => {
  await shop?.stop();
  await google?.close();
}, 60_000);
beforeEach(() => {
  browser = plainBrowser();
  google.users.clear();
  google.mails.length = 0;
  google.trouble = null;
});

const open = (path: string): Promise<Page> => browser.open(`${shop.url}${path}`);
const pathOf = ({ url }: Page): string => url.slice(shop.url.length);

/** The address in the mail, as Google's page leads on to it. */
function linkInMail(): string {
  const { continueUrl, oobCode } = google.mails.at(-1) ?? { continueUrl: '', oobCode: '' };
  return `${continueUrl}?${new URLSearchParams({ mode: 'signIn', oobCode, apiKey: 'AIzaTestKey' })}`;
}

async function askForLink(email: string, locale = ''): Promise<Page> {
  return browser.submit(await open(`${locale}/account/sign-in`), { email });
}

async function signIn(email: string): Promise<Page> {
  await askForLink(email);
  return browser.submit(await browser.open(linkInMail()));
}

const place = (id: string, fields: Parameters<typeof order>[0]) =>
  shop.store.commit(only(ensure('payment_orders', order({ ...fields, id }))));

describe('signing in by e-mail link, without a script', () => {
  it('leads from the address through the mail to the orders, which are the shopper’s own', async () => {
    await place('adas', { email: 'ada@example.com' });
    await place('bobs', { email: 'bob@example.com', user_id: 'uid-bob' });
    const asked = await askForLink('ada@example.com');
    expect(pathOf(asked)).toBe('/account/sign-in?sent=1');
    expect(asked.html).toContain('A link is on its way to ada@example.com');
    const opened = await browser.open(linkInMail());
    expect(opened.html).toContain('This link was sent to ada@example.com');
    const account = await browser.submit(opened);
    expect(pathOf(account)).toBe('/account');
    expect(account.html).toContain('ROL-adas');
    expect(account.html).not.toContain('ROL-bobs');
  });

  it('keeps the language, and no address bar ever shows the e-mail address', async () => {
    const asked = await askForLink('ada@example.com', '/zh');
    expect(google.mails).toMatchObject([{ continueUrl: `${shop.url}/zh/account/return`, locale: 'zh' }]);
    const account = await browser.submit(await browser.open(linkInMail()));
    expect(pathOf(account)).toBe('/zh/account');
    for (const { url } of [asked, account]) expect(url).not.toMatch(/ada|example/);
  });

  it('opening the link uses nothing up, and on another device the address is asked again', async () => {
    await askForLink('ada@example.com');
    const link = linkInMail();
    await plainBrowser().open(link);
    browser = plainBrowser();
    const elsewhere = await browser.open(link);
    expect(elsewhere.html).not.toContain('ada@example.com');
    const wrong = await browser.submit(elsewhere, { email: 'eve@example.com' });
    expect(wrong.url).toContain('problem=link_invalid');
    expect(pathOf(await browser.submit(wrong, { email: 'ada@example.com' }))).toBe('/account');
  });

  it('a used link signs nobody in', async () => {
    await askForLink('ada@example.com');
    const link = linkInMail();
    const form = await browser.open(link);
    await browser.submit(form);
    browser = plainBrowser();
    const again = await browser.submit(await browser.open(link), { email: 'ada@example.com' });
    expect(again.url).toContain('problem=link_invalid');
    expect(pathOf(await open('/account'))).toBe('/account/sign-in');
  });

  it('is answered alike for an address nobody has and one whose account is closed', async () => {
    google.addUser('eve', { disabled: true });
    const [known, unknown] = [await askForLink('eve@example.com'), await askForLink('new@example.com')];
    expect(known.html.replaceAll('eve@', 'new@').replaceAll(/nonce="[^"]+"/g, '').length).toBe(
      unknown.html.replaceAll(/nonce="[^"]+"/g, '').length,
    );
    expect(pathOf(known)).toBe(pathOf(unknown));
  });

  it('says so when Google does not answer, and buying goes on', async () => {
    await signIn('ada@example.com');
    google.trouble = { status: 503, body: { error: { message: 'UNAVAILABLE' } } };
    expect((await open('/account')).html).toContain('You are still signed in and your orders are safe.');
    const bought = await browser.submit(await open('/?color=red'), { color: 'red' });
    expect(bought.url).toContain('/c/pay/cs_');
    expect(pathOf(await browser.submit(await open('/account')))).toBe('/account/sign-in?bye=1');
    expect((await askForLink('ada@example.com')).url).toContain('problem=identity_unavailable');
  });
});

describe('a session', () => {
  it('goes with the purchase, and Google is not asked on the way to paying', async () => {
    await signIn('ada@example.com');
    const [[uid] = []] = [...google.users];
    google.calls.length = 0;
    const paying = await browser.submit(await open('/?color=red'), { color: 'red' });
    const session = (await shop.sandbox.sessions()).find(({ id }) => paying.url.includes(id));
    expect(session?.metadata).toMatchObject({ user_id: uid });
    expect(google.calls).toEqual([]);
  });

  it('gives the address it was begun with to the payment page, unless another one is typed', async () => {
    await signIn('ada@example.com');
    const emailAt = async (page: Page) =>
      (await shop.sandbox.sessions()).find(({ id }) => page.url.includes(id))?.customer_email;
    const home = await open('/?color=red');
    const paying = await browser.submit(home, { color: 'red', email: '' });
    expect(await emailAt(paying)).toBe('ada@example.com');
    const typed = await browser.submit(home, { color: 'red', email: 'gift@example.com' });
    expect(await emailAt(typed)).toBe('gift@example.com');
    for (const { url } of [paying, typed]) expect(url).not.toMatch(/ada|gift|example/);
  });

  it('that is forged is no session', async () => {
    for (const cookie of ['session=hunter2', 'session=eyJhbGciOiJub25lIn0.eyJ1aWQiOiJhZGEifQ.']) {
      const answer = await fetch(`${shop.url}/account`, { headers: { cookie }, redirect: 'manual' });
      expect([answer.status, answer.headers.get('location')]).toEqual([307, '/account/sign-in']);
    }
  });

  it('ends on every device by signing out everywhere', async () => {
    await signIn('ada@example.com');
    const elsewhere = browser;
    browser = plainBrowser();
    const account = await signIn('ada@example.com');
    await browser.submit(account, { everywhere: '1' });
    // Google counts in seconds, and a sign-in of the very second of the revocation outlives it.
    for (const user of google.users.values()) user.validSince += 1;
    expect(pathOf(await elsewhere.open(`${shop.url}/account`))).toBe('/account/sign-in');
  });

  it('is kept away from scripts and other sites for two weeks, and nothing of it is cached', async () => {
    await askForLink('ada@example.com');
    const entered = await browser.submit(await browser.open(linkInMail()), {}, { follow: false });
    const cookie = entered.headers.getSetCookie().find((line) => line.startsWith('session='));
    expect(cookie).toMatch(/; Path=\/; Expires=.+; HttpOnly; SameSite=lax/i);
    const parts = (cookie ?? '')
      .split(/[=;.]/)
      .map((part) => Buffer.from(part, 'base64url').toString('latin1'));
    expect(parts.join()).not.toMatch(/ada@example/);
    const account = await open('/account');
    expect(account.headers.get('cache-control')).toContain('no-store');
    expect(account.headers.get('content-security-policy')).toMatch(/script-src 'self' 'nonce-/);
  });
});

describe('the door for a shop’s own Firebase client', () => {
  const sameOrigin = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' };
  const call = (body: string, headers: Record<string, string> = sameOrigin, method = 'POST') =>
    fetch(`${shop.url}/api/session`, { method, headers, ...(method === 'POST' ? { body } : {}) });
  const token = (claims = {}): Promise<string> => {
    google.addUser('ada');
    const user = google.users.get('ada');
    if (!user) throw new Error('There is no such user.');
    return google.idToken('ada', user, { alg: 'none', claims });
  };
  const idToken = async (claims = {}): Promise<string> => JSON.stringify({ idToken: await token(claims) });

  it('makes a session of a token, which opens the account and is ended by DELETE', async () => {
    const made = await call(await idToken());
    expect(made.status).toBe(204);
    const [cookie = ''] = (made.headers.getSetCookie()[0] ?? '').split(';');
    const account = () => fetch(`${shop.url}/account`, { headers: { cookie }, redirect: 'manual' });
    expect((await account()).status).toBe(200);
    const ended = await call('', { ...sameOrigin, cookie }, 'DELETE');
    expect([ended.status, ended.headers.getSetCookie()[0]]).toEqual([
      204,
      expect.stringMatching(/^session=;/),
    ]);
  });

  it('says in one word why a token is no good', async () => {
    const expired = await call(await idToken({ exp: secondsNow() - 1, iat: secondsNow() - 3601 }));
    expect([expired.status, await expired.json()]).toEqual([401, { error: 'token_expired' }]);
    const foreign = await call(await idToken({ aud: 'another-shop' }));
    expect([foreign.status, await foreign.json()]).toEqual([401, { error: 'token_invalid' }]);
    const old = await call(await idToken({ auth_time: secondsNow() - 301 }));
    expect([old.status, await old.json()]).toEqual([401, { error: 'sign_in_not_recent' }]);
  });

  it.each<[string, Record<string, string>, string, number]>([
    ['from another site', { ...sameOrigin, 'sec-fetch-site': 'cross-site' }, '{}', 403],
    [
      'from another origin',
      { 'content-type': 'application/json', origin: 'https://evil.example' },
      '{}',
      403,
    ],
    ['from nowhere', { 'content-type': 'application/json' }, '{}', 403],
    ['as a form', { ...sameOrigin, 'content-type': 'text/plain' }, '{}', 415],
    ['without a token', sameOrigin, '{"token":1}', 400],
    ['that is no JSON', sameOrigin, '{', 400],
    ['of twenty kilobytes', sameOrigin, JSON.stringify({ idToken: 'x'.repeat(20_000) }), 413],
  ])('refuses a call %s', async (_, headers, body, status) => {
    const answer = await call(body, headers);
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([status, []]);
  });

  it('is 503 while Google does not answer', async () => {
    const body = await idToken();
    google.trouble = { status: 503, body: { error: { message: 'UNAVAILABLE' } } };
    const answer = await call(body);
    expect([answer.status, await answer.json()]).toEqual([503, { error: 'identity_unavailable' }]);
  });

  it('signs out everywhere only whoever is signed in', async () => {
    const answer = await fetch(`${shop.url}/api/session?everywhere`, {
      method: 'DELETE',
      headers: sameOrigin,
    });
    expect(answer.status).toBe(401);
  });
});

it('no page and no log line shows a token, a cookie or an address', () => {
  expect(shop.output()).not.toMatch(/eyJ|ada@example\.com/);
});

describe('on https', () => {
  let safe: TestShop;
  beforeAll(async () => {
    safe = await startTestShop({ APP_URL: 'https://shop.example' });
  }, 120_000);
  afterAll(() => safe?.stop(), 60_000);

  it('the session belongs to this very host and never leaves it in the clear', async () => {
    const form = await browser.open(`${safe.url}/account/sign-in`);
    const { headers } = await browser.submit(form, { email: 'ada@example.com' }, { follow: false });
    const cookie = headers.getSetCookie().find((line) => line.startsWith('__Host-session='));
    expect(cookie).toMatch(/; Path=\/; .*Secure; HttpOnly/i);
    expect(cookie).not.toMatch(/domain=/i);
    const account = await browser.open(`${safe.url}/account`);
    const gone = await browser.submit(account, {}, { follow: false });
    expect(gone.headers.getSetCookie().join()).toMatch(/__Host-session=;.*Secure/i);
  });
});

describe('a shop where nobody can sign in', () => {
  let guests: TestShop;
  beforeAll(async () => {
    guests = await startTestShop({ APP_ENV: 'development' });
  }, 120_000);
  afterAll(() => guests?.stop(), 60_000);

  it('has no such pages, no link to them and no door', async () => {
    for (const path of ['/account', '/account/sign-in', '/zh/account', '/account/return?oobCode=code']) {
      const page = await browser.open(`${guests.url}${path}`);
      expect([page.status, page.html.includes('name="email"')]).toEqual([404, false]);
    }
    const home = await browser.open(`${guests.url}/`);
    expect([home.status, home.html.includes('/account')]).toEqual([200, false]);
    const door = await fetch(`${guests.url}/api/session`, { method: 'DELETE' });
    expect(door.status).toBe(404);
  });
});
