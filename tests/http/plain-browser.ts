import { formsIn, type HtmlForm } from './html-form.ts';

export type Page = {
  readonly url: string;
  readonly status: number;
  readonly html: string;
  readonly headers: Headers;
};

export type PlainBrowser = {
  /** Opens an address and follows its redirects. */
  open(url: string): Promise<Page>;
  /** Sends a form of the page, with some of its fields set otherwise, and follows the redirects. */
  submit(page: Page, changes?: Changes, options?: { form?: HtmlForm; follow?: boolean }): Promise<Page>;
};

/** Values to set, or `null` to leave a field out. A file needs a form that is sent in parts. */
export type Changes = Readonly<Record<string, string | File | null>>;

const redirectLimit = 10;

/** A browser with JavaScript switched off: cookies, redirects and forms. Rejects when nobody answers. */
export function plainBrowser({
  timeoutMs = 30_000,
  from,
}: {
  timeoutMs?: number;
  /** The address a proxy in front of the shop would see it come from. */
  from?: string;
} = {}): PlainBrowser {
  const cookies = new Map<string, string>();

  async function send(url: string, init: RequestInit, follow = true): Promise<Page> {
    let [target, request] = [url, init];
    for (let hop = 0; hop <= redirectLimit; hop++) {
      const page = await once(target, request);
      const location = page.headers.get('location');
      if (!follow || location === null || page.status < 300 || page.status > 399) return page;
      target = new URL(location, target).href;
      request = page.status === 307 || page.status === 308 ? request : {};
    }
    throw new Error(`${url} redirects more than ${redirectLimit} times.`);
  }

  async function once(url: string, init: RequestInit): Promise<Page> {
    const jar = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
      headers: {
        accept: 'text/html',
        'accept-language': 'en',
        ...(from ? { 'x-forwarded-for': from } : {}),
        ...(jar ? { cookie: jar } : {}),
        ...Object.fromEntries(new Headers(init.headers)),
      },
    });
    for (const line of response.headers.getSetCookie()) keep(line);
    return { url, status: response.status, html: await response.text(), headers: response.headers };
  }

  function keep(line: string): void {
    const [pair = ''] = line.split(';');
    const at = pair.indexOf('=');
    cookies.set(pair.slice(0, at), pair.slice(at + 1));
  }

  return {
    open: (url) => send(url, {}),
    submit(page, changes = {}, { form = mainForm(page), follow = true } = {}) {
      const body = bodyOf(form, changes);
      const target = new URL(form.action || page.url, page.url);
      const headers = { origin: target.origin, referer: page.url };
      return send(target.href, { method: 'POST', body, headers }, follow);
    },
  };
}

/** The first form of the page that is sent by POST. Throws when there is none. */
export function mainForm(page: Page): HtmlForm {
  const form = formsIn(page.html).find(({ method }) => method === 'post');
  if (form) return form;
  throw new Error(`${page.url} answered ${page.status} without a form: ${page.html.slice(0, 200)}`);
}

function bodyOf({ fields, multipart }: HtmlForm, changes: Changes): FormData | URLSearchParams {
  const kept = fields.filter(([name]) => !(name in changes));
  const set = Object.entries(changes).filter((pair): pair is [string, string | File] => pair[1] !== null);
  const all = [...kept, ...set];
  if (!multipart) return new URLSearchParams(all.map(([name, value]) => [name, String(value)]));
  const body = new FormData();
  for (const [name, value] of all) body.append(name, value);
  return body;
}
