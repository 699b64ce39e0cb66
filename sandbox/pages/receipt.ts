import type { Reply } from '#sandbox/http/messages.ts';
import { html } from '#sandbox/pages/html.ts';
import { deskPage, momentText } from '#sandbox/pages/layout.ts';
import { moneyText } from '#sandbox/pages/money.ts';
import type { World } from '#sandbox/world.ts';

/** The page a charge's `receipt_url` leads to. */
export function receiptPage(world: World, id: string): Reply {
  const charge = world.state.charges.find(id);
  const body = charge
    ? html`<div><h1>Receipt, ${moneyText(charge.amount, charge.currency)}</h1><p>${charge.status} on ${momentText(charge.created * 1000)}, refunded ${moneyText(charge.amount_refunded, charge.currency)}.</p><p class="mono">${charge.id}</p></div>`
    : html`<div><h1>No such receipt</h1></div>`;
  return { ...deskPage(world, { title: 'Receipt', path: '/receipts', body }), status: charge ? 200 : 404 };
}
