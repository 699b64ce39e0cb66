import { type Html, html } from '#sandbox/pages/html.ts';
import { moneyText, plainAmount } from '#sandbox/pages/money.ts';
import type * as Stored from '#sandbox/stripe/stored.ts';
import type { World } from '#sandbox/world.ts';

/** The buttons that fit the state of a payment; each names what it does. */
export function paymentActs(world: World, session: Stored.Session): Html {
  if (session.status === 'open') {
    return acts(
      html`<a href="/c/pay/${session.id}">Pay page</a>`,
      sessionAct(session, 'expire', 'Expire now'),
    );
  }
  const intent = session.payment_intent ? world.state.paymentIntents.find(session.payment_intent) : undefined;
  if (intent?.status === 'processing') {
    return acts(
      sessionAct(session, 'delayed_succeed', 'Bank pays'),
      sessionAct(session, 'delayed_fail', 'Bank refuses'),
    );
  }
  const charge = intent?.latest_charge ? world.state.charges.find(intent.latest_charge) : undefined;
  if (charge?.status !== 'succeeded') return html`<span class="mut">Nothing</span>`;
  return acts(...refundActs(world, charge), ...disputeActs(world, charge));
}

const acts = (...buttons: Html[]): Html => html`<div class="acts">${buttons}</div>`;

function refundActs(world: World, charge: Stored.Charge): Html[] {
  const left = charge.amount_captured - charge.amount_refunded;
  const known = world.state.refunds
    .all()
    .filter((refund) => refund.charge === charge.id)
    .flatMap(settleRefundActs);
  return left > 0 ? [refundForm(charge, left), ...known] : known;
}

function refundForm(charge: Stored.Charge, left: number): Html {
  const field = `amount-${charge.id}`;
  return html`<form method="post" action="/acts/payments/${charge.payment_intent}/refund"><label class="amount" for="${field}">Amount</label><input class="short" id="${field}" name="amount" inputmode="decimal" value="${plainAmount(left, charge.currency)}">
<button class="btn" name="ending" value="succeed">Refund</button><button class="btn" name="ending" value="pending">Refund, pending</button><button class="btn" name="ending" value="fail_later">Refund that fails later</button></form>`;
}

function settleRefundActs(refund: Stored.Refund): Html[] {
  const path = `/acts/refunds/${refund.id}`;
  const amount = moneyText(refund.amount, refund.currency);
  const comesBack = post(path, { verdict: 'fail' }, `Refund of ${amount} comes back`);
  if (refund.status === 'pending')
    return [post(path, { verdict: 'succeed' }, `Refund of ${amount} arrives`), comesBack];
  return refund.status === 'succeeded' ? [comesBack] : [];
}

function disputeActs(world: World, charge: Stored.Charge): Html[] {
  const disputes = world.state.disputes.all().filter((dispute) => dispute.charge === charge.id);
  if (disputes.length === 0)
    return [post(`/acts/payments/${charge.payment_intent}/dispute`, {}, 'Open a dispute')];
  return disputes
    .filter(({ status }) => status.endsWith('needs_response') || status.endsWith('under_review'))
    .flatMap(({ id }) => [
      post(`/acts/disputes/${id}`, { verdict: 'won' }, 'Dispute is won'),
      post(`/acts/disputes/${id}`, { verdict: 'lost' }, 'Dispute is lost'),
    ]);
}

const sessionAct = (session: Stored.Session, outcome: string, label: string): Html =>
  post(`/acts/sessions/${session.id}`, { outcome }, label);

/** One button that posts these fields. */
export function post(action: string, fields: Record<string, string>, label: string): Html {
  const hidden = Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  return html`<form method="post" action="${action}">${hidden}<button class="btn">${label}</button></form>`;
}
