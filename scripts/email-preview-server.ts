/** Shows the mails of the shop while they are written. On loopback only, and no part of what is deployed. */
import * as fs from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { catalogSource } from '#config/catalog.ts';
import { renderMail } from '#emails/render.ts';
import { isLocale, type Locale, languages, locales } from '#libs/I18n.ts';
import { sampleMails } from './email-samples.ts';

const publicFolder = path.join(path.dirname(import.meta.dirname), 'public');
const colours = catalogSource.offers[0]?.variants.map(({ id }) => id) ?? [];
const themes = ['light', 'dark'] as const;

export type EmailPreview = { readonly url: string; close(): Promise<void> };

/** Starts the preview; 0 picks a free port. Rejects when the port is taken. */
export async function startEmailPreview(port: number): Promise<EmailPreview> {
  let appUrl = '';
  const server = createServer(async (request, response) => {
    const { status, type, body } = await answer(new URL(request.url ?? '/', appUrl), appUrl).catch(failed);
    response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' }).end(body);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  appUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url: appUrl, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

type Answer = { status: number; type: string; body: string | Buffer };
const page = (body: string, status = 200): Answer => ({ status, type: 'text/html; charset=utf-8', body });
const failed = (error: unknown): Answer => page(frame('Broken', `<pre>${escaped(String(error))}</pre>`), 500);
const missing = page(frame('Not there', '<p><a href="/">All mails</a></p>'), 404);

async function answer(url: URL, appUrl: string): Promise<Answer> {
  const [locale = '', name = '', theme = ''] = url.pathname.split('/').slice(1);
  if (locale === '') return page(index());
  if (locale === 'product') return picture(name);
  const variant = url.searchParams.get('colour') ?? undefined;
  if (!isLocale(locale)) return missing;
  const mails = new Map(Object.entries(sampleMails({ locale, appUrl, ...(variant && { variant }) })));
  const mail = mails.get(name);
  if (!mail) return missing;
  const rendered = await renderMail(mail, { orderUrl: `${appUrl}/orders/${mail.orderNo}/open` });
  if (theme === '') return page(mailPage({ locale, name, rendered, search: url.search }));
  // Mail programs follow the reader's theme; here both are to be seen at once.
  const media = theme === 'dark' ? 'all' : 'not all';
  return page(rendered.html.replaceAll('(prefers-color-scheme:dark)', media));
}

function picture(name: string): Answer {
  const file = path.join(publicFolder, 'product', path.basename(name));
  if (!fs.existsSync(file)) return missing;
  return { status: 200, type: 'image/png', body: fs.readFileSync(file) };
}

function index(): string {
  const names = Object.keys(sampleMails({ locale: 'en', appUrl: '' }));
  const row = (name: string) =>
    `<tr><th scope="row">${name}</th>${locales.map((locale) => `<td><a href="/${locale}/${name}">${languages[locale]}</a></td>`).join('')}</tr>`;
  return frame('Mails', `<table>${names.map(row).join('')}</table>`);
}

type Shown = {
  locale: Locale;
  name: string;
  rendered: Awaited<ReturnType<typeof renderMail>>;
  search: string;
};

function mailPage({ locale, name, rendered, search }: Shown): string {
  const { subject, html, text } = rendered;
  const link = (href: string, label: string) => `<a href="${href}">${label}</a>`;
  const others = [
    link('/', 'All mails'),
    ...locales.map((other) => link(`/${other}/${name}${search}`, languages[other])),
    ...colours.map((id) => link(`?colour=${id}`, id)),
  ];
  const frames = themes.map(
    (theme) => `<iframe title="${theme}" src="/${locale}/${name}/${theme}${escaped(search)}"></iframe>`,
  );
  const size = `${Math.round(Buffer.byteLength(html) / 1024)} KiB`;
  return frame(
    escaped(subject),
    `<nav>${others.join(' ')}</nav><p>${size}</p>${frames.join('')}<pre>${escaped(text)}</pre>`,
  );
}

function frame(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title><style>
body{font:16px/1.5 system-ui,sans-serif;margin:24px;background:#eee;color:#111}
td,th{text-align:left;padding:4px 24px 4px 0;font-weight:400}nav a{margin-right:12px}
iframe{width:390px;height:840px;margin:0 16px 16px 0;border:1px solid #999;resize:horizontal;overflow:auto}
pre{white-space:pre-wrap;max-width:40rem;background:#fff;padding:16px}</style></head>
<body><h1>${title}</h1>${body}</body></html>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
