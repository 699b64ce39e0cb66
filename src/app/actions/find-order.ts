'use server';

import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import * as z from 'zod';
import { clientAddress } from '#app/client-address.ts';
import { enter } from '#app/enter.ts';
import { keepPass } from '#app/order-visit.ts';
import type { LookupState } from '#domain/order-lookup.ts';
import { readOrderNo } from '#domain/order-number.ts';
import { loadEnv } from '#libs/Env.ts';
import { defaultLocale, isLocale, localePath } from '#libs/I18n.ts';
import type { AppContext } from '#services/app-context.ts';
import { findOrder } from '#services/find-order.ts';

const Text = z.string().max(254).catch('');
const Email = z.email().max(254);

/** Opens the page of the order whose number and e-mail address are in the form; otherwise says why not, with both kept. */
export async function handleFindOrder(_previous: LookupState, formData: FormData): Promise<LookupState> {
  return enter('find order', (app) => find(app, formData));
}

async function find(app: AppContext, formData: FormData): Promise<LookupState> {
  const env = loadEnv();
  const typed = { number: Text.parse(formData.get('number')), email: Text.parse(formData.get('email')) };
  const orderNo = readOrderNo(typed.number, env.ORDER_NO_PREFIX);
  if (orderNo === null) return { ...typed, problem: 'invalid_number' };
  const email = Email.safeParse(typed.email.trim());
  if (!email.success) return { ...typed, problem: 'invalid_email' };
  const client = clientAddress(await headers(), env.TRUSTED_PROXY_HOPS);
  const found = await findOrder(app, { orderNo, email: email.data, client });
  app.trace.note({ outcome: found.kind });
  if (found.kind !== 'found') return { ...typed, problem: found.kind };
  const { order_no, link_version: version } = found.order;
  await keepPass(app, { orderNo: order_no, version });
  const locale = String(formData.get('locale'));
  redirect(localePath(isLocale(locale) ? locale : defaultLocale, `/orders/${order_no}`));
}
