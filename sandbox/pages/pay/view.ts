import type { Answer } from '#sandbox/http/messages.ts';
import { type Html, html } from '#sandbox/pages/html.ts';
import { page } from '#sandbox/pages/layout.ts';
import { moneyText } from '#sandbox/pages/money.ts';
import type { Filled } from '#sandbox/pages/pay/buyer-form.ts';
import { detailFields } from '#sandbox/pages/pay/fields.ts';
import { icons } from '#sandbox/pages/pay/icons.ts';
import { type Words, wordsFor } from '#sandbox/pages/pay/words.ts';
import { chosenRate } from '#sandbox/stripe/session-totals.ts';
import type * as Stored from '#sandbox/stripe/stored.ts';

export type PayView = {
  session: Stored.Session;
  checkout: Stored.Checkout;
  values: Filled;
  alert?: string;
  status?: number;
};

/** The hosted payment page of an open session. */
export function payView({ session, checkout, values, alert, status = 200 }: PayView): Answer {
  const { lang, words } = wordsFor(session.locale);
  const total = moneyText(session.amount_total, session.currency, lang);
  return page({
    title: words.title,
    lang,
    tape: words.tape,
    status,
    body: html`<main class="cash"><div class="sum-col"><p>${words.payTo}</p><h1>${total}</h1>${summary(session, checkout, { words, lang })}</div>
<form method="post" action="/c/pay/${session.id}"><button type="submit" name="end" value="pay" hidden></button><h2>${words.details}</h2>
${alert && html`<p class="alert" role="alert">${alert}</p>`}${detailFields({ session, checkout, values, words, lang })}
<h2>${words.howItEnds}</h2>${endings(words, total)}${deliverySelect(words)}</form></main>`,
  });
}

/** A session that can no longer be paid, or never existed. */
export function closedView(session: Stored.Session | undefined, shopUrl: string | undefined): Answer {
  const { lang, words } = wordsFor(session?.locale ?? null);
  const [title, hint] = !session
    ? [words.unknown, words.unknownHint]
    : session.status === 'expired'
      ? [words.expired, words.expiredHint]
      : [words.alreadyPaid, words.alreadyPaidHint];
  const back = session?.cancel_url ?? shopUrl;
  return page({
    title,
    lang,
    tape: words.tape,
    status: session ? 200 : 404,
    body: html`<main class="desk"><div><h1>${title}</h1><p>${hint}</p>${back && html`<p><a href="${back}">${words.back}</a></p>`}</div></main>`,
  });
}

function summary(
  session: Stored.Session,
  checkout: Stored.Checkout,
  { words, lang }: { words: Words; lang: string },
): Html {
  const { lineItems } = checkout;
  const money = (amount: number) => moneyText(amount, session.currency, lang);
  const { amount_discount: discount, amount_shipping: shipping } = session.total_details;
  const closes = new Intl.DateTimeFormat(lang, { dateStyle: 'medium', timeStyle: 'short' }).format(
    session.expires_at * 1000,
  );
  return html`<section class="slip" aria-label="${words.summary}"><dl class="money">${lineItems.map(
    (item) =>
      html`<dt>${lineName(item)} <span class="mut">${words.quantity} ${item.quantity}</span></dt><dd class="num">${money(item.amount_subtotal)}</dd>`,
  )}${discount > 0 && html`<dt>${words.discount}</dt><dd class="num">−${money(discount)}</dd>`}
${session.shipping_cost && html`<dt>${words.shipping} <span class="mut">${rateName(session, checkout)}</span></dt><dd class="num">${shipping ? money(shipping) : words.free}</dd>`}
<dt class="sum">${words.total}</dt><dd class="num sum">${money(session.amount_total)}</dd></dl>
<div class="facts">${session.client_reference_id && fact(words.orderNumber, session.client_reference_id)}${fact(words.session, `${session.id.slice(0, 16)}…`)}${fact(words.closes, closes)}</div>
<p class="support">${words.standsIn}</p></section>`;
}

/** What the chosen way of sending is called. */
const rateName = (session: Stored.Session, { shippingRates }: Stored.Checkout): string =>
  shippingRates.find(({ id }) => id === chosenRate(session))?.name ?? '';

/** The product with its variant, which Stripe only knows as the price's nickname. */
function lineName({ description, price }: Stored.LineItem): string {
  const product = description ?? '';
  if (!price.nickname || price.nickname.startsWith(product)) return price.nickname ?? product;
  return `${product}, ${price.nickname}`;
}

const fact = (name: string, value: string): Html =>
  html`<div><span class="k">${name}</span><span class="mono">${value}</span></div>`;

function endings(words: Words, total: string): Html {
  const sends = (event: string) => html`${words.sends} <code class="mono">${event}</code>`;
  return html`<div class="tests">
<button class="pay" type="submit" name="end" value="pay">${icons.pay}<b>${words.pay} ${total}</b><span>${sends('checkout.session.completed')}, ${words.payHint}</span></button>
<button type="submit" name="end" value="decline" formnovalidate>${icons.decline}<b>${words.decline}</b><span>${sends('payment_intent.payment_failed')}; ${words.declineHint}</span></button>
<button type="submit" name="end" value="delayed">${icons.delayed}<b>${words.delayed}</b><span>${sends('checkout.session.completed')}, ${words.delayedHint}</span></button>
<button type="submit" name="end" value="cancel" formnovalidate>${icons.cancel}<b>${words.cancel}</b><span>${words.cancelHint}</span></button></div>`;
}

const deliverySelect = (
  words: Words,
): Html => html`<div class="field"><label for="late">${words.deliver}</label><select id="late" name="late">
<option value="at_once">${words.atOnce}</option><option value="after_return">${words.afterReturn}</option><option value="twice">${words.twice}</option><option value="forged">${words.forged}</option></select></div>`;
