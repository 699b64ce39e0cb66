import { cookies } from 'next/headers';
import { enter } from '#app/enter.ts';
import { findVariant } from '#domain/offer.ts';
import { zoneOf } from '#domain/shipping.ts';
import { openCheckoutCookie, readOpenCheckout } from '#libs/auth/open-checkout-cookie.ts';
import { loadEnv } from '#libs/Env.ts';
import { defaultLocale, isLocale, localePath } from '#libs/I18n.ts';
import type { AppContext } from '#services/app-context.ts';
import { leaveCheckout } from '#services/leave-checkout.ts';

/** Where the payment page of a limited colour leads those who leave it: what they held is free again, their choice is kept. */
export const GET = (request: Request): Promise<Response> =>
  enter('checkout left', (app) => leave(app, request));

async function leave(app: AppContext, request: Request): Promise<Response> {
  const jar = await cookies();
  const { SESSION_SECRET: secret } = loadEnv();
  const token = jar.get(openCheckoutCookie)?.value;
  // Only the browser that opened the page can close it: the address names no session.
  const note = secret && token ? await readOpenCheckout(token, secret, app.clock.now()) : null;
  if (note?.limited) {
    jar.delete(openCheckoutCookie);
    await leaveCheckout(app, note.sessionId);
  }
  const { searchParams } = new URL(request.url);
  const locale = searchParams.get('locale') ?? defaultLocale;
  const choice = choiceIn(app, searchParams);
  const shop = `${app.appUrl}${localePath(isLocale(locale) ? locale : defaultLocale)}`;
  const location = `${shop}${choice.size > 0 ? `?${choice}` : ''}#cancelled`;
  return new Response(null, { status: 303, headers: { location } });
}

/** What of an address can be a choice, and nothing else that came along. */
function choiceIn({ catalog }: AppContext, search: URLSearchParams): URLSearchParams {
  const [color, quantity, to] = ['color', 'quantity', 'to'].map((name) => search.get(name) ?? '');
  const choice = new URLSearchParams();
  if (color && findVariant(catalog.offers[0], color)) choice.set('color', color);
  if (quantity && /^[1-9]\d?$/.test(quantity)) choice.set('quantity', quantity);
  if (to && zoneOf(catalog.shipping, to)) choice.set('to', to);
  return choice;
}
