import { redirect } from 'next/navigation';
import type { NextRequest } from 'next/server';
import { keepPass } from '#app/order-visit.ts';
import { isOrderNo } from '#domain/order-number.ts';
import { readOrderKey } from '#libs/auth/order-key.ts';
import { loadEnv } from '#libs/Env.ts';
import { defaultLocale, isLocale, localePath } from '#libs/I18n.ts';
import { getContext } from '#server/request-context.ts';

type Props = { params: Promise<{ locale: string; orderNo: string }> };

/**
 * Where the link in a mail leads: its key becomes a cookie, and the address that stays is one that may be seen. Whether the
 * key still counts, the page finds out; a forged one gets no further than this.
 */
export async function GET(request: NextRequest, { params }: Props): Promise<Response> {
  const { locale: given, orderNo } = await params;
  const locale = isLocale(given) ? given : defaultLocale;
  const { SESSION_SECRET: secret } = loadEnv();
  const key = request.nextUrl.searchParams.get('key') ?? '';
  const pass = secret && isOrderNo(orderNo) ? readOrderKey(orderNo, key, secret) : null;
  if (pass === null) redirect(localePath(locale, '/orders?problem=link'));
  await keepPass(getContext(), pass);
  redirect(localePath(locale, `/orders/${orderNo}`));
}
