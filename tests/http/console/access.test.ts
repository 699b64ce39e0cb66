import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Role, roles } from '#domain/operator.ts';
import { hashPassword } from '#libs/auth/console/password-hash.ts';
import { mainForm, type Page, type PlainBrowser, plainBrowser } from '#tests/http/plain-browser.ts';
import { startTestShop, type TestShop } from '#tests/http/test-shop.ts';
import { actions, pages, rolesIn, routes } from './console-doors.ts';

let shop: TestShop;
const passwords = {
  viewer: 'looks at it all day',
  operator: 'acts on it all day',
  admin: 'rules it all day long',
};
beforeAll(async () => {
  const entries = await Promise.all(
    roles.map(async (role) => `${role}=${role}=${await hashPassword(passwords[role])}`),
  );
  shop = await startTestShop({ CONSOLE_PASSWORDS: entries.join(';'), TRUSTED_PROXY_HOPS: '1' });
}, 180_000);
afterAll(() => shop?.stop(), 60_000);

let addresses = 0;
const anybody = (): PlainBrowser => plainBrowser({ from: `192.0.2.${++addresses}` });

async function signIn(browser: PlainBrowser, name: string, password: string, follow = true): Promise<Page> {
  const page = await browser.open(`${shop.url}/console/sign-in`);
  return browser.submit(page, { name, password }, { follow });
}

const sessionIn = ({ headers }: Page): string =>
  headers.getSetCookie().find((line) => line.startsWith('console=')) ?? '';

async function signedIn(role: Role): Promise<{ cookie: string }> {
  const sent = await signIn(anybody(), role, passwords[role], false);
  return { cookie: sessionIn(sent).split(';')[0] ?? '' };
}

const ask = (address: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`${shop.url}${address}`, { redirect: 'manual', ...init });

/** Calls an action as a script of our own page would. */
const act = (action: { id: string; page: string }, headers: Record<string, string>): Promise<Response> =>
  ask(action.page, {
    method: 'POST',
    headers: {
      'next-action': action.id,
      accept: 'text/x-component',
      'content-type': 'text/plain',
      ...headers,
    },
    body: '[]',
  });

/** How many of everything there are; whatever changed something would show. */
async function rows(): Promise<number[]> {
  const tables = [
    'payment_orders',
    'webhook_logs',
    'outbox',
    'activity_logs',
    'incidents',
    'bookmarks',
  ] as const;
  return Promise.all(tables.map(async (table) => (await shop.store.list(table, { limit: 100 })).rows.length));
}

/** What a refused action answers: an error, or a form's refusal; never that it was done. */
async function expectRefused(response: Response): Promise<void> {
  const text = await response.text();
  const isRefusal = response.status >= 400 || text.includes('"kind":"refused"') || text.includes(':E{');
  expect(isRefusal, `${response.status} ${text.slice(0, 300)}`).toBe(true);
  expect(text).not.toContain('"kind":"done"');
}

describe('whoever is not signed in', () => {
  it.each(pages())(
    'is sent from the page $address to sign in, and sees nothing of it',
    async ({ address }) => {
      for (const headers of [{}, { cookie: 'console=forged' }]) {
        const response = await ask(address, { headers });
        expect(response.status).toBe(307);
        expect(response.headers.get('location')).toContain(
          `/console/sign-in?to=${encodeURIComponent(address)}`,
        );
        expect(await response.text()).not.toContain('"rail"');
      }
    },
  );

  it.each(pages())('is sent away by a script that asks for $address too', async ({ address }) => {
    // The framework takes it under this address alone, and tells the script where to go in what it answers.
    const response = await ask(`${address}?_rsc=`, { headers: { rsc: '1' } });
    const text = await response.text();
    expect(text).toContain(`NEXT_REDIRECT;replace;/console/sign-in?to=${encodeURIComponent(address)}`);
    expect(text).not.toContain('"rail"');
  });

  it('gets nothing from any route', async () => {
    for (const { address, methods } of routes()) {
      expect(methods.length, address).toBeGreaterThan(0);
      for (const method of methods) {
        const response = await ask(address, { method });
        expect(`${method} ${address} ${response.status}`).toBe(`${method} ${address} 401`);
        expect(await response.json()).toEqual({ error: 'signed_out' });
      }
    }
  });

  it('is refused every action, and nothing changes', async () => {
    expect(actions().map(({ name }) => name)).toContain('leaveConsole');
    const before = await rows();
    for (const action of actions()) await expectRefused(await act(action, { origin: shop.url }));
    expect(await rows()).toEqual(before);
  });
});

describe('whoever is signed in', () => {
  it('gets into every page their role includes, and of the others learns nothing', async () => {
    const { cookie } = await signedIn('viewer');
    for (const door of pages()) {
      const response = await ask(door.address, { headers: { cookie } });
      const isForViewers = rolesIn(door).every((role) => role === 'viewer');
      const text = await response.text();
      if (!isForViewers) expect(`${door.address} ${response.status}`).toBe(`${door.address} 404`);
      else expect(response.headers.get('location') ?? '', door.address).not.toContain('sign-in');
      expect(text).not.toContain(shop.product.env.SESSION_SECRET);
    }
  });

  it('as a viewer is refused every action that is not a viewer’s, and nothing changes', async () => {
    const { cookie } = await signedIn('viewer');
    const before = await rows();
    const own = new Set(['chooseLook', 'leaveConsole']);
    for (const action of actions().filter(({ name }) => !own.has(name)))
      await expectRefused(await act(action, { cookie, origin: shop.url }));
    expect(await rows()).toEqual(before);
  });

  it('as a viewer gets nothing from a route for others', async () => {
    const { cookie } = await signedIn('viewer');
    for (const route of routes().filter((door) => rolesIn(door).some((role) => role !== 'viewer')))
      for (const method of route.methods)
        expect((await ask(route.address, { method, headers: { cookie, origin: shop.url } })).status).toBe(
          403,
        );
  });

  it('is not acted for by another site’s page, whatever it sends', async () => {
    const { cookie } = await signedIn('admin');
    const before = await rows();
    const foreign = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: shop.url, 'sec-fetch-site': 'cross-site' },
      { origin: shop.url, 'sec-fetch-site': 'same-site' },
      {},
    ];
    for (const action of actions())
      for (const headers of foreign) await expectRefused(await act(action, { cookie, ...headers }));
    for (const { address, methods } of routes())
      for (const method of methods) {
        const headers = { cookie, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
        expect((await ask(address, { method, headers })).status).toBe(403);
      }
    expect(await rows()).toEqual(before);
  });
});

describe('signing in by password', () => {
  it('leads to where one wanted to go, and nowhere else', async () => {
    const browser = anybody();
    const page = await browser.open(`${shop.url}/console/settings`);
    expect(new URL(page.url).pathname).toBe('/console/sign-in');
    const settings = await browser.submit(page, { name: 'Viewer', password: passwords.viewer });
    expect([settings.status, new URL(settings.url).pathname]).toEqual([200, '/console/settings']);
    for (const to of ['https://evil.example', '//evil.example', '/\\evil.example', '/consolex', '/account']) {
      const again = anybody();
      const sent = await again.submit(
        await again.open(`${shop.url}/console/sign-in`),
        {
          name: 'viewer',
          password: passwords.viewer,
          to,
        },
        { follow: false },
      );
      expect(new URL(sent.headers.get('location') ?? '', shop.url).href).toBe(`${shop.url}/console`);
    }
  });

  it('answers the same for a wrong password and for a name nobody has', async () => {
    const [wrong, unknown] = [
      await signIn(anybody(), 'admin', 'not the password'),
      await signIn(anybody(), 'nobody', 'not the password'),
    ];
    expect(wrong.html).toContain('do not belong together');
    expect(new URL(wrong.url).search).toBe(new URL(unknown.url).search);
  });

  it('stops listening after five tries of one person from one place, also to the right password', async () => {
    const browser = anybody();
    for (let tries = 0; tries < 5; tries++) await signIn(browser, 'operator', 'not the password');
    const page = await signIn(browser, 'operator', passwords.operator);
    expect(page.html).toContain('Too many tries');
    const elsewhere = await signIn(anybody(), 'operator', passwords.operator);
    expect(new URL(elsewhere.url).pathname).not.toBe('/console/sign-in');
  });

  it('knows a browser again in which somebody signed in, and counts its tries apart from all others', async () => {
    const browser = plainBrowser({ from: '192.0.2.250' });
    const sent = await signIn(browser, 'viewer', passwords.viewer, false);
    const known = sent.headers.getSetCookie().find((line) => line.startsWith('console_browser='));
    expect(known).toMatch(/HttpOnly/i);
    expect(known).toMatch(/SameSite=strict/i);
    const stranger = plainBrowser({ from: '192.0.2.250' });
    for (let tries = 0; tries < 5; tries++) await signIn(stranger, 'viewer', 'not the password');
    expect((await signIn(stranger, 'viewer', passwords.viewer)).html).toContain('Too many tries');
    const again = await signIn(browser, 'viewer', passwords.viewer);
    expect(new URL(again.url).pathname).not.toBe('/console/sign-in');
  });

  it('lets nobody in while tries cannot be counted', async () => {
    const browser = anybody();
    const page = await browser.open(`${shop.url}/console/sign-in`);
    shop.line.blackhole();
    try {
      const refused = await browser.submit(page, { name: 'admin', password: passwords.admin });
      expect(refused.html).toContain('cannot be counted');
    } finally {
      shop.line.restore();
    }
  });

  it('makes a cookie that no script and no other site gets at', async () => {
    const cookie = sessionIn(await signIn(anybody(), 'viewer', passwords.viewer, false));
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=strict/i);
    expect(cookie).toMatch(/Max-Age=3600/i);
  });

  it('is for our own page alone', async () => {
    const page = await anybody().open(`${shop.url}/console/sign-in`);
    const form = mainForm(page);
    const body = new FormData();
    for (const [name, value] of form.fields) body.append(name, value);
    body.set('name', 'admin');
    body.set('password', passwords.admin);
    const headers = { origin: shop.url, 'sec-fetch-site': 'cross-site' };
    const sent = await ask('/console/sign-in', { method: 'POST', body, headers });
    expect(sent.headers.getSetCookie().join()).not.toContain('console=');
  });
});

it('every page is sent so that nobody keeps it, frames it, finds it or runs anything else in it', async () => {
  const { headers } = await ask('/console/settings', { headers: await signedIn('viewer') });
  expect(headers.get('cache-control')).toContain('no-store');
  expect(headers.get('x-robots-tag')).toContain('noindex');
  expect(headers.get('referrer-policy')).toBe('same-origin');
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic';/);
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain('unsafe');
});

describe('where nobody is configured, outside the sandbox', () => {
  let bare: TestShop;
  beforeAll(async () => {
    bare = await startTestShop({ APP_ENV: 'development' });
  }, 180_000);
  afterAll(() => bare?.stop(), 60_000);

  it('there is no console: no page, no route, no way to sign in', async () => {
    const addresses = [...pages(), ...routes()].map(({ address }) => address);
    for (const address of [...addresses, '/console/sign-in']) {
      const response = await fetch(`${bare.url}${address}`, { redirect: 'manual' });
      expect(`${address} ${response.status}`).toBe(`${address} 404`);
    }
  });
});
