import type { Email } from 'postal-mime';
import type { Answer } from '#sandbox/http/messages.ts';
import { openMail, type ReceivedMail } from '#sandbox/mail/received-mails.ts';
import { type Html, html } from '#sandbox/pages/html.ts';
import { deskPage, momentText } from '#sandbox/pages/layout.ts';
import type { World } from '#sandbox/world.ts';

const shownMails = 200;

/** Every mail that was accepted, newest first. */
export function inboxPage(world: World): Answer {
  const mails = world.state.mails.newestFirst();
  const shown = mails.slice(0, shownMails);
  return deskPage(world, {
    title: 'Mails',
    path: '/mails',
    body: html`<div><h1>Mails</h1><p>Everything the shop sent to buyers. Nothing of it left this computer, whatever the address says.</p></div>
<section aria-label="Mails">${shown.length === 0 ? html`<p>No mail yet. One comes with every order.</p>` : mailTable(shown, mails)}</section>`,
  });
}

function mailTable(shown: readonly ReceivedMail[], all: readonly ReceivedMail[]): Html {
  const copies = Map.groupBy(all, ({ messageId }) => messageId);
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Mails table"><table><thead><tr><th scope="col">Subject</th><th scope="col">For</th><th scope="col">From</th><th scope="col">Arrived</th></tr></thead>
<tbody>${shown.map(
    (
      mail,
    ) => html`<tr><td data-k="Subject"><div><a href="/mails/${mail.id}"><b>${mail.subject}</b></a>${(copies.get(mail.messageId)?.length ?? 0) > 1 && html` <span class="mut">came more than once</span>`}</div></td>
<td data-k="For">${mail.recipients.join(', ')}</td><td data-k="From">${mail.from}</td><td class="num" data-k="Arrived">${momentText(mail.receivedAt)}</td></tr>`,
  )}</tbody></table></div>`;
}

/** One mail: as a page in a frame that may do nothing, as text, its headers, and as it came. */
export async function mailPage(world: World, id: string): Promise<Answer> {
  const mail = world.state.mails.find(id);
  if (!mail) return notThere(world);
  const email = await openMail(mail);
  return deskPage(world, {
    title: mail.subject,
    path: '/mails',
    frames: true,
    body: html`<div><h1>${mail.subject}</h1><p>For ${mail.recipients.join(', ')}, ${momentText(mail.receivedAt)}. <a href="/mails">All mails</a></p></div>
<section><h2>As a page</h2>${email.html === undefined ? html`<p>It has none.</p>` : html`<iframe class="mail" sandbox="" referrerpolicy="no-referrer" title="The mail as a page" src="/mails/${mail.id}/html"></iframe>`}</section>
<section><h2>As text</h2><pre class="mail-text">${email.text ?? 'It has none.'}</pre></section>
<section><h2>Headers</h2>${headerTable(email)}</section>
<section><details><summary>As it came, ${mail.raw.length} characters</summary><pre>${mail.raw}</pre></details></section>`,
  });
}

const headerTable = ({ headers }: Email): Html =>
  html`<div class="scroll" tabindex="0" role="region" aria-label="Headers table"><table><thead><tr><th scope="col">Header</th><th scope="col">Value</th></tr></thead>
<tbody>${headers.map(({ originalKey, value }) => html`<tr><td data-k="Header"><span class="mono">${originalKey}</span></td><td data-k="Value">${value}</td></tr>`)}</tbody></table></div>`;

/** The page of a mail, for the frame. It may show pictures of the shop and nothing else: no script, no form, no other site. */
export async function mailHtml(world: World, id: string): Promise<Answer> {
  const mail = world.state.mails.find(id);
  if (!mail) return notThere(world);
  const { html: page = '' } = await openMail(mail);
  const pictures = world.shopUrl ? ` ${new URL(world.shopUrl).origin}` : '';
  return {
    status: 200,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': `sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:${pictures}; base-uri 'none'; frame-ancestors 'self'`,
    },
    body: page,
  };
}

function notThere(world: World): Answer {
  const body = html`<div><h1>There is no such mail</h1><p>It may be from before a reset. <a href="/mails">All mails</a></p></div>`;
  return { ...deskPage(world, { title: 'No such mail', path: '/mails', body }), status: 404 };
}
