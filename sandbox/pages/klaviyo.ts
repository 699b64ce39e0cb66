import type { Reply } from '#sandbox/http/messages.ts';
import type { KlaviyoProfile } from '#sandbox/klaviyo/profiles.ts';
import type { RecordedEvent } from '#sandbox/klaviyo/recorded-events.ts';
import { type Html, html } from '#sandbox/pages/html.ts';
import { deskPage, momentText } from '#sandbox/pages/layout.ts';
import type { World } from '#sandbox/world.ts';

const shownEvents = 200;

/** Every recorded Klaviyo event, newest first; repeats were taken in but are not here. */
export function klaviyoPage(world: World): Reply {
  const events = world.state.klaviyoEvents.newestFirst().slice(0, shownEvents);
  const profiles = world.state.klaviyoProfiles.newestFirst().slice(0, shownEvents);
  return deskPage(world, {
    title: 'Klaviyo',
    path: '/klaviyo',
    body: html`<div><h1>Klaviyo events</h1><p>${world.klaviyoCalls.accepted} requests were accepted and ${world.klaviyoCalls.throttled} throttled since the start; a repeated unique_id of the same profile and metric is recorded once.</p></div>
<section aria-label="Events">${events.length === 0 ? html`<p>Nothing was recorded yet.</p>` : eventTable(events)}</section>
<section aria-label="Subscriptions"><h2>Newsletter</h2>${profiles.length === 0 ? html`<p>Nobody asked for news yet.</p>` : profileTable(profiles)}</section>`,
  });
}

function eventTable(events: readonly RecordedEvent[]): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Events table"><table><thead><tr><th scope="col">Metric</th><th scope="col">Profile</th><th scope="col">Time</th><th scope="col">Value</th><th scope="col">unique_id</th><th scope="col">Flows</th><th scope="col">Properties</th></tr></thead>
<tbody>${events.map(
    (
      event,
    ) => html`<tr><td data-k="Metric"><b>${event.metric}</b></td><td data-k="Profile">${event.profile}</td><td class="num" data-k="Time">${momentText(Date.parse(event.time))}</td>
<td class="num" data-k="Value">${event.value === null ? 'none' : `${event.value} ${event.valueCurrency ?? ''}`}</td><td data-k="unique_id"><span class="mono">${event.uniqueId ?? 'none'}</span></td>
<td data-k="Flows">${event.backfill ? 'history, none' : 'triggered'}</td>
<td data-k="Properties"><details><summary>${Object.keys(event.properties).length} properties</summary><pre>${JSON.stringify({ profile: event.profileAttributes, properties: event.properties }, null, 2)}</pre></details></td></tr>`,
  )}</tbody></table></div>`;
}

const consentWords: Record<KlaviyoProfile['consent'], string> = {
  never: 'never asked',
  confirming: 'a mail waits to be confirmed',
  subscribed: 'subscribed',
  unsubscribed: 'unsubscribed',
};

function profileTable(profiles: readonly KlaviyoProfile[]): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Subscriptions table"><table><thead><tr><th scope="col">Profile</th><th scope="col">State</th><th scope="col">Lists</th><th scope="col">Source</th><th scope="col">Their mail</th></tr></thead>
<tbody>${profiles.map(
    (
      profile,
    ) => html`<tr><td data-k="Profile">${profile.id}</td><td data-k="State">${consentWords[profile.consent]}</td><td data-k="Lists">${profile.lists.join(', ')}</td><td data-k="Source">${profile.source ?? 'none'}</td>
<td data-k="Their mail"><form method="post" action="/acts/klaviyo/profiles/${profile.id}"><button name="verdict" value="confirm">Confirm</button> <button name="verdict" value="unsubscribe">Unsubscribe</button></form></td></tr>`,
  )}</tbody></table></div>`;
}
