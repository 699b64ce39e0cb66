import type { Reply } from '#sandbox/http/messages.ts';
import { html } from '#sandbox/pages/html.ts';
import { deskPage, momentText } from '#sandbox/pages/layout.ts';
import { moneyText } from '#sandbox/pages/money.ts';
import type { World } from '#sandbox/world.ts';

/** The page an invoice's `hosted_invoice_url` leads to. */
export function invoicePage(world: World, id: string): Reply {
  const invoice = world.state.invoices.find(id);
  if (!invoice) {
    const body = html`<div><h1>No such invoice</h1></div>`;
    return { ...deskPage(world, { title: 'Invoice', path: '/invoices', body }), status: 404 };
  }
  const money = (amount: number) => moneyText(amount, invoice.currency);
  const taxId = invoice.customer_tax_ids?.[0]?.value;
  return deskPage(world, {
    title: 'Invoice',
    path: '/invoices',
    body: html`<div><h1>Invoice ${invoice.number}, ${money(invoice.total)}</h1>
<p>${invoice.status} on ${momentText(invoice.created * 1000)} by ${invoice.customer_name}.</p>
${taxId && html`<p>VAT number ${taxId}</p>`}<dl class="money">${invoice.lines.data.map(
      (line) =>
        html`<dt>${line.description}, ${line.quantity}</dt><dd class="num">${money(line.amount)}</dd>`,
    )}${invoice.amount_shipping > 0 && html`<dt>Shipping</dt><dd class="num">${money(invoice.amount_shipping)}</dd>`}</dl>
<p class="mono">${invoice.metadata?.order_no}</p></div>`,
  });
}
