import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import type { NextRequest } from 'next/server';
import { keepPass } from '#app/order-visit.ts';
import { openCheckoutCookie, readOpenCheckout } from '#libs/auth/open-checkout-cookie.ts';
import { loadEnv } from '#libs/Env.ts';
import { defaultLocale, isLocale, localePath } from '#libs/I18n.ts';
import { getContext } from '#server/request-context.ts';
import { orderOfSession } from '#services/queries/order-of-session.ts';

type Props = { params: Promise<{ locale: string }> };

/**
 * From the result page to the page of the order. Only the browser that opened the payment page is let in; any other one
 * that knows the session's id gets to the same address and has to show that the order is theirs.
 */
export async function GET(request: NextRequest, { params }: Props): Promise<Response> {
  const { locale: given } = await params;
  const locale = isLocale(given) ? given : defaultLocale;
  const app = getContext();
  const sessionId = request.nextUrl.searchParams.get('session_id') ?? '';
  const order = await orderOfSession(app, sessionId);
  if (order === null) {
    redirect(localePath(locale, `/checkout/result?session_id=${encodeURIComponent(sessionId)}`));
  }
  if (await openedHere(sessionId, app.clock.now())) {
    await keepPass(app, { orderNo: order.order_no, version: order.link_version });
  }
  redirect(localePath(locale, `/orders/${order.order_no}`));
}

async function openedHere(sessionId: string, now: Date): Promise<boolean> {
  const { SESSION_SECRET: secret } = loadEnv();
  const token = (await cookies()).get(openCheckoutCookie)?.value;
  if (!secret || !token) return false;
  return (await readOpenCheckout(token, secret, now))?.sessionId === sessionId;
}
