'use server';

import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { campaignOfVisit } from '#app/campaign.ts';
import { clientAddress } from '#app/client-address.ts';
import { enter } from '#app/enter.ts';
import { openCheckout, rememberCheckout } from '#app/open-checkout.ts';
import { uidOfVisitor } from '#app/visitor.ts';
import type { CheckoutError, CheckoutErrorCode, CheckoutFormState } from '#domain/checkout.ts';
import { checkoutErrorCodes } from '#domain/checkout.ts';
import { PaymentError } from '#domain/errors.ts';
import { loadEnv } from '#libs/Env.ts';
import type { AppContext } from '#services/app-context.ts';
import { startCheckout } from '#services/start-checkout.ts';
import { choiceIn, consentsIn, parseCheckoutForm } from './checkout-form.ts';

/** Takes the product form and sends the shopper to the payment page at once; otherwise says why not, with the choice kept. */
export async function handleCheckout(
  _previous: CheckoutFormState,
  formData: FormData,
): Promise<CheckoutFormState> {
  return enter('checkout', (app) => checkOut(app, formData));
}

async function checkOut(app: AppContext, formData: FormData): Promise<CheckoutFormState> {
  const parsed = parseCheckoutForm(formData);
  if (!parsed.ok) return refused(app, formData, parsed.error);
  const { sku, color, quantity, country, email, locale } = parsed.form;
  const userId = await uidOfVisitor(app);
  const consents = consentsIn(parsed.form);
  const consented = Object.values(consents);
  const choice = [sku, color, quantity, country ?? '', email, locale, userId ?? '', ...consented].join('|');
  let url: string;
  try {
    const before = await openCheckout(app);
    const openSessionId = before?.choice === choice ? before.sessionId : null;
    const leavesSessionId = before?.limited && openSessionId === null ? before.sessionId : null;
    const started = await startCheckout(app, {
      ...parsed.form,
      country: country ?? null,
      email: email || null,
      userId,
      utm: (await campaignOfVisit()) ?? parsed.utm,
      consents,
      openSessionId,
      leavesSessionId,
      client: clientAddress(await headers(), loadEnv().TRUSTED_PROXY_HOPS),
    });
    if (started.kind === 'refused') return refused(app, formData, started);
    await rememberCheckout(app, { sessionId: started.sessionId, choice, limited: started.limited });
    url = started.url;
  } catch (error) {
    return refused(app, formData, { field: null, code: codeOf(error) }, error);
  }
  redirect(url);
}

function refused(
  app: AppContext,
  formData: FormData,
  error: Omit<CheckoutError, 'reference'>,
  cause?: unknown,
): CheckoutFormState {
  const reference = app.ids.newToken().slice(0, 8);
  app.trace.note({ outcome: 'refused', code: error.code });
  if (cause !== undefined)
    app.log.error({ code: error.code, reference, error: cause }, 'a checkout did not start');
  return { error: { field: error.field, code: error.code, reference }, choice: choiceIn(formData) };
}

/** Our own codes pass to the shopper; whatever else went wrong is ours to mend. */
function codeOf(error: unknown): CheckoutErrorCode {
  const code = error instanceof PaymentError ? error.code : null;
  return checkoutErrorCodes.find((known) => known === code) ?? 'provider_refused';
}
