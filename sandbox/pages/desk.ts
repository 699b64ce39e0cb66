import { type Reply, type Request, redirect } from '#sandbox/http/messages.ts';
import { type Route, router } from '#sandbox/http/router.ts';
import { type Act, actRoutes } from '#sandbox/pages/acts.ts';
import { alertsPage } from '#sandbox/pages/alerts.ts';
import { homePage } from '#sandbox/pages/home.ts';
import { html } from '#sandbox/pages/html.ts';
import { invoicePage } from '#sandbox/pages/invoice.ts';
import { klaviyoPage } from '#sandbox/pages/klaviyo.ts';
import { deskPage } from '#sandbox/pages/layout.ts';
import { inboxPage, mailHtml, mailPage } from '#sandbox/pages/mails.ts';
import { receiptPage } from '#sandbox/pages/receipt.ts';
import { webhooksPage } from '#sandbox/pages/webhooks.ts';
import { StripeApiError } from '#sandbox/stripe/errors.ts';
import { decodeForm, Form } from '#sandbox/stripe/form.ts';
import type { World } from '#sandbox/world.ts';

const pages: readonly Route<(world: World, id: string) => Reply | Promise<Reply>>[] = [
  ['GET', '/', homePage],
  ['GET', '/webhooks', webhooksPage],
  ['GET', '/klaviyo', klaviyoPage],
  ['GET', '/mails', inboxPage],
  ['GET', '/alerts', alertsPage],
  ['GET', '/mails/:id', mailPage],
  ['GET', '/mails/:id/html', mailHtml],
  ['GET', '/receipts/:id', receiptPage],
  ['GET', '/invoices/:id', invoicePage],
];

/** Where the buttons of a page lead back to. */
const backTo = [
  ['/acts/deliveries', '/webhooks'],
  ['/acts/klaviyo', '/klaviyo'],
] as const;

const findPage = router(pages);
const findAct = router<Act>(actRoutes);

/** The sandbox's own pages and the buttons on them; undefined for other addresses. */
export async function desk(world: World, request: Request): Promise<Reply | undefined> {
  const shown = findPage(request.method, request.path);
  if (shown) return shown.endpoint(world, shown.ids.id ?? '');
  const act = findAct(request.method, request.path);
  if (!act) return undefined;
  const back = backTo.find(([acts]) => request.path.startsWith(acts))?.[1] ?? '/';
  try {
    await act.endpoint({ world, id: act.ids.id ?? '', form: new Form(decodeForm(request.body)) });
    return redirect(back);
  } catch (error) {
    if (!(error instanceof StripeApiError)) throw error;
    const body = html`<div><h1>That did not work</h1><p>${error.message}</p><p><a href="${back}">Go back</a></p></div>`;
    return { ...deskPage(world, { title: 'Refused', path: back, body }), status: error.status };
  }
}
