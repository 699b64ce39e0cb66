'use server';

import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { campaignOfVisit } from '#app/campaign.ts';
import { clientAddress } from '#app/client-address.ts';
import { enter } from '#app/enter.ts';
import { earlierCheckout, rememberCheckout } from '#app/open-checkout.ts';
import { sessionOwner } from '#app/visitor.ts';
import type { CheckoutError, CheckoutErrorCode, CheckoutFormState } from '#domain/checkout.ts';
import { checkoutErrorCodes } from '#domain/checkout.ts';
import { PaymentError } from '#domain/errors.ts';
import { loadEnv } from '#libs/Env.ts';
import { paymentOriginsOf } from '#libs/SecurityPolicy.ts';
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
  const { sku, color, quantity, country, locale } = parsed.form;
  const owner = await sessionOwner(app);
  const userId = owner?.uid ?? null;
  // Nobody is asked again for an address they have shown to be theirs.
  const email = parsed.form.email || owner?.email || '';
  const consents = consentsIn(parsed.form);
  const consented = Object.values(consents);
  const choice = [sku, color, quantity, country ?? '', email, locale, userId ?? '', ...consented].join('|');
  let url: string;
  try {
    const started = await startCheckout(app, {
      ...parsed.form,
      country: country ?? null,
      email: email || null,
      userId,
      utm: (await campaignOfVisit()) ?? parsed.utm,
      consents,
      ...(await earlierCheckout(app, choice)),
      client: clientAddress(await headers(), loadEnv().TRUSTED_PROXY_HOPS),
    });
    if (started.kind === 'refused') return refused(app, formData, started);
    await rememberCheckout(app, { sessionId: started.sessionId, choice, limited: started.limited });
    url = started.url;
    noticePlace(app, url);
  } catch (error) {
    return refused(app, formData, { field: null, code: codeOf(error) }, error);
  }
  redirect(url);
}

/** A browser without a script is sent on by the form alone, and the security policy says where that may lead. */
function noticePlace(app: AppContext, url: string): void {
  const { origin } = new URL(url);
  if (paymentOriginsOf(loadEnv()).includes(origin)) return;
  app.log.error(
    { code: 'payment_origin_unknown', origin },
    'shoppers without JavaScript cannot get to the payment page: set STRIPE_CHECKOUT_ORIGIN',
  );
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
