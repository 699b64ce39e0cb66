import type { Answer } from '#sandbox/http/messages.ts';
import { Html, html } from '#sandbox/pages/html.ts';
import { style } from '#sandbox/pages/style.ts';
import type { World } from '#sandbox/world.ts';

type Page = { title: string; lang?: string; tape?: string; body: Html; status?: number; frames?: boolean };

/** A whole page under the striped tape that says no real money moves. */
export function page({
  title,
  lang = 'en',
  tape = 'Sandbox: no real money moves here',
  body,
  status = 200,
  frames = false,
}: Page): Answer {
  const document = html`<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="robots" content="noindex"><link rel="icon" href="data:,"><title>${title}</title><style>${new Html(style)}</style></head>
<body><div class="tape" role="region" aria-label="${tape}"><p>${tape}</p></div>
${body}
</body></html>`;
  return {
    status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
      'Content-Security-Policy': `default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'${frames ? "; frame-src 'self'" : ''}`,
    },
    body: document.source,
  };
}

const rooms = [
  ['/', 'Payments'],
  ['/webhooks', 'Webhooks'],
  ['/klaviyo', 'Klaviyo'],
  ['/mails', 'Mails'],
  ['/alerts', 'Alerts'],
] as const;

/** A page of the sandbox's own desk, with its navigation. */
export function deskPage(
  world: World,
  { title, path, body, frames = false }: { title: string; path: string; body: Html; frames?: boolean },
): Answer {
  const here = (href: string) => (href === path ? new Html(' aria-current="page"') : '');
  return page({
    title: `${title} · sandbox`,
    frames,
    body: html`<nav class="rail" aria-label="Sandbox">${rooms.map(
      ([href, name]) => html`<a href="${href}"${here(href)}>${name}</a>`,
    )}${world.shopUrl && html`<a href="${world.shopUrl}">Back to the shop</a>`}</nav>
<main class="desk">${body}</main>`,
  });
}

/** A moment as the desk writes it, in the machine's time zone. */
export const momentText = (milliseconds: number): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' }).format(milliseconds);
