'use server';

import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { campaignOfVisit } from '#app/campaign.ts';
import { clientAddress } from '#app/client-address.ts';
import { earlierCheckout, rememberCheckout } from '#app/open-checkout.ts';
import { sessionOfLink } from '#app/recovery-link.ts';
import { checkoutErrorCodes } from '#domain/checkout.ts';
import { PaymentError } from '#domain/errors.ts';
import { loadEnv } from '#libs/Env.ts';
import { defaultLocale, isLocale, type Locale, localePath } from '#libs/I18n.ts';
import { getContext } from '#server/request-context.ts';
import type { AppContext } from '#services/app-context.ts';
import { recoverCheckout } from '#services/recover-checkout.ts';

/** Opens a fresh payment page for the abandoned checkout of a link; otherwise leads back to the link's page, which says why not. */
export async function handleRecovery(formData: FormData): Promise<void> {
  const given = String(formData.get('locale'));
  const locale = isLocale(given) ? given : defaultLocale;
  const key = String(formData.get('key'));
  const page = localePath(locale, `/recover?key=${encodeURIComponent(key)}`);
  redirect(await nextAddress(getContext(), { key, locale, page }));
}

type Link = { readonly key: string; readonly locale: Locale; readonly page: string };

async function nextAddress(app: AppContext, { key, locale, page }: Link): Promise<string> {
  const sessionId = await sessionOfLink(key);
  if (sessionId === null) return page;
  const choice = ['recovery', sessionId, locale].join('|');
  try {
    const started = await recoverCheckout(app, {
      ...{ sessionId, locale },
      ...(await earlierCheckout(app, choice)),
      utm: await campaignOfVisit(),
      client: clientAddress(await headers(), loadEnv().TRUSTED_PROXY_HOPS),
    });
    if (started.kind === 'refused') return `${page}&refused=${started.code}`;
    if (started.kind !== 'redirect') return page;
    await rememberCheckout(app, { sessionId: started.sessionId, choice, limited: started.limited });
    return started.url;
  } catch (error) {
    const code = error instanceof PaymentError ? error.code : null;
    app.log.error({ code, error }, 'an abandoned checkout could not be taken up again');
    return `${page}&refused=${checkoutErrorCodes.find((known) => known === code) ?? 'provider_refused'}`;
  }
}
