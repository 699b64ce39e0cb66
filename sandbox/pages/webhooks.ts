import type { Reply } from '#sandbox/http/messages.ts';
import { type Html, html } from '#sandbox/pages/html.ts';
import { deskPage, momentText } from '#sandbox/pages/layout.ts';
import { post } from '#sandbox/pages/payment-acts.ts';
import type { Delivery } from '#sandbox/stripe/webhook-delivery.ts';
import type { World } from '#sandbox/world.ts';

const shownDeliveries = 200;
const shownAttempts = 5;

/** Every webhook delivery with its attempts, newest first. */
export function webhooksPage(world: World): Reply {
  const deliveries = world.state.deliveries.newestFirst().slice(0, shownDeliveries);
  const endpoints = world.state.endpoints.all();
  return deskPage(world, {
    title: 'Webhooks',
    path: '/webhooks',
    body: html`<div><h1>Webhooks</h1><p>Signed afresh for every attempt, and tried again until the endpoint answers 2xx.</p></div>
<section><h2>Endpoints</h2>${endpoints.length === 0 ? html`<p>None is registered.</p>` : html`<ul>${endpoints.map(({ url, status, enabled_events }) => html`<li><span class="mono">${url}</span> ${status}, ${enabled_events.join(', ')}</li>`)}</ul>`}</section>
<section><h2>Deliveries</h2>${deliveries.length === 0 ? html`<p>Nothing was sent yet.</p>` : deliveryTable(deliveries)}</section>`,
  });
}

function deliveryTable(deliveries: readonly Delivery[]): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Deliveries table"><table><thead><tr><th scope="col">Event</th><th scope="col">State</th><th scope="col">Attempts</th><th scope="col">Next attempt</th><th scope="col">Created</th><th scope="col">Again</th></tr></thead>
<tbody>${deliveries.map(
    (
      delivery,
    ) => html`<tr><td data-k="Event"><div><b>${delivery.type}</b><br><span class="mono mut">${delivery.event}</span></div></td><td data-k="State">${stateText(delivery)}</td>
<td data-k="Attempts">${attempts(delivery)}</td><td class="num" data-k="Next attempt">${delivery.nextAttemptAt === null ? 'none' : momentText(delivery.nextAttemptAt)}</td>
<td class="num" data-k="Created">${momentText(delivery.created)}</td><td data-k="Again">${post(`/acts/deliveries/${delivery.id}`, {}, 'Resend')}</td></tr>`,
  )}</tbody></table></div>`;
}

function attempts({ attempts }: Delivery): Html {
  if (attempts.length === 0) return html`<span class="mut">none yet</span>`;
  const recent = attempts.slice(-shownAttempts).map(({ status, error }) => status ?? error ?? '');
  return html`<div>${attempts.length}: ${attempts.length > shownAttempts && '… '} <span class="mono">${recent.join(', ')}</span></div>`;
}

const words = {
  delivered: ['ok', '● delivered'],
  pending: ['wait', '◐ pending'],
  failed: ['bad', '× given up'],
  lost: ['bad', '× lost'],
} as const;

function stateText({ state }: Delivery): Html {
  const [tone, text] = words[state];
  return html`<span class="st ${tone}">${text}</span>`;
}
