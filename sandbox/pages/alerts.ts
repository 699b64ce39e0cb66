import type { ReceivedAlert } from '#sandbox/alerts/received-alerts.ts';
import type { Reply } from '#sandbox/http/messages.ts';
import { type Html, html } from '#sandbox/pages/html.ts';
import { deskPage, momentText } from '#sandbox/pages/layout.ts';
import type { World } from '#sandbox/world.ts';

const shownAlerts = 200;

/** The address that hears of incidents where the sandbox is the mail server. */
const alertAddress = 'alerts@rolitt.example';

type Line = { at: number; channel: string; to: string; text: Html };

/** Every alert that came in, by whatever way, newest first. */
export function alertsPage(world: World): Reply {
  const mails = world.state.mails.all().filter(({ recipients }) => recipients.includes(alertAddress));
  const lines: Line[] = [
    ...world.state.alerts.all().map(lineOf),
    ...mails.map(({ id, receivedAt, subject }) => ({
      ...{ at: receivedAt, channel: 'mail', to: alertAddress },
      text: html`<a href="/mails/${id}">${subject}</a>`,
    })),
  ];
  const shown = lines.sort((a, b) => b.at - a.at).slice(0, shownAlerts);
  return deskPage(world, {
    title: 'Alerts',
    path: '/alerts',
    body: html`<div><h1>Alerts</h1><p>What the people who run the shop are told: mails to ${alertAddress}, webhooks as Slack takes them, text messages as Twilio takes them.</p></div>
<section aria-label="Alerts">${shown.length === 0 ? html`<p>No alert yet. One comes when something needs a person, and one when that is over.</p>` : alertTable(shown)}</section>`,
  });
}

const lineOf = ({ receivedAt, channel, to, text }: ReceivedAlert): Line => ({
  ...{ at: receivedAt, channel, to: to ?? '' },
  text: html`<pre>${text}</pre>`,
});

const alertTable = (lines: readonly Line[]): Html =>
  html`<div class="scroll" tabindex="0" role="region" aria-label="Alerts table"><table><thead><tr><th scope="col">Way</th><th scope="col">For</th><th scope="col">Text</th><th scope="col">Arrived</th></tr></thead>
<tbody>${lines.map(
    ({ at, channel, to, text }) =>
      html`<tr><td data-k="Way"><b>${channel}</b></td><td data-k="For">${to}</td><td data-k="Text">${text}</td><td class="num" data-k="Arrived">${momentText(at)}</td></tr>`,
  )}</tbody></table></div>`;
