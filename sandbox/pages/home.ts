import type { Reply } from '#sandbox/http/messages.ts';
import { faultForm } from '#sandbox/pages/fault-form.ts';
import { type Html, html } from '#sandbox/pages/html.ts';
import { deskPage, momentText } from '#sandbox/pages/layout.ts';
import { moneyText } from '#sandbox/pages/money.ts';
import { paymentActs } from '#sandbox/pages/payment-acts.ts';
import type * as Stored from '#sandbox/stripe/stored.ts';
import type { World } from '#sandbox/world.ts';

const shownSessions = 100;

/** What the sandbox is, every payment with the buttons that move it on, and the fault switches. */
export function homePage(world: World): Reply {
  const sessions = world.state.sessions.newestFirst().slice(0, shownSessions);
  return deskPage(world, {
    title: 'Payments',
    path: '/',
    body: html`<div><h1>Payments</h1><p>This is a pretend Stripe, a pretend Klaviyo and a pretend mail server on your own machine. They sign, retry and repeat like the real ones, and nothing leaves the computer.</p></div>
<section aria-label="Payments">${sessions.length === 0 ? nothingYet(world) : paymentTable(world, sessions)}</section>
<section><h2>Break things</h2>${faultForm(world.faults)}</section>`,
  });
}

const nothingYet = ({ shopUrl }: World): Html =>
  html`<p>No checkout yet. ${shopUrl ? html`Buy something in <a href="${shopUrl}">the shop</a>.` : 'Buy something in the shop.'}</p>`;

function paymentTable(world: World, sessions: readonly Stored.Session[]): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Payments table"><table><thead><tr><th scope="col">Order</th><th scope="col">Buyer</th><th scope="col">Amount</th><th scope="col">State</th><th scope="col">Started</th><th scope="col">What happens next</th></tr></thead>
<tbody>${sessions.map(
    (
      session,
    ) => html`<tr><td data-k="Order"><span class="mono nw">${session.client_reference_id ?? `${session.id.slice(0, 16)}…`}</span></td>
<td data-k="Buyer">${session.customer_details?.email ?? 'nobody yet'}</td><td class="num nw" data-k="Amount">${moneyText(session.amount_total, session.currency)}</td>
<td data-k="State">${stateOf(world, session)}</td><td class="num" data-k="Started">${momentText(session.created * 1000)}</td><td data-k="Next">${paymentActs(world, session)}</td></tr>`,
  )}</tbody></table></div>`;
}

function stateOf(world: World, session: Stored.Session): Html {
  if (session.status === 'open') return html`<span class="st wait">○ open</span>`;
  if (session.status === 'expired') return html`<span class="st bad">× expired</span>`;
  const intent = session.payment_intent ? world.state.paymentIntents.find(session.payment_intent) : undefined;
  if (intent?.status === 'processing') return html`<span class="st wait">◐ bank is deciding</span>`;
  if (session.payment_status === 'unpaid') return html`<span class="st bad">× payment failed</span>`;
  const charge = intent?.latest_charge ? world.state.charges.find(intent.latest_charge) : undefined;
  if (charge?.refunded) return html`<span class="st wait">↩ refunded</span>`;
  if (charge && charge.amount_refunded > 0) return html`<span class="st wait">↩ partly refunded</span>`;
  if (session.payment_status === 'no_payment_required')
    return html`<span class="st ok">● free of charge</span>`;
  return html`<span class="st ok">● paid</span>`;
}
