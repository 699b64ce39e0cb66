'use server';

import { redirect } from 'next/navigation';
import { enter } from '#app/enter.ts';
import { accessOf, dropPass, keepPass } from '#app/order-visit.ts';
import { PaymentError } from '#domain/errors.ts';
import type { AddressState } from '#domain/order-address.ts';
import { isOrderNo } from '#domain/order-number.ts';
import { servedCountries } from '#domain/shipping.ts';
import { defaultLocale, isLocale, type Locale, localePath } from '#libs/I18n.ts';
import { getContext } from '#server/request-context.ts';
import {
  type ActResult,
  cancelForBuyer,
  readdressForBuyer,
  revokeLinksForBuyer,
} from '#services/act-on-order.ts';
import type { AppContext } from '#services/app-context.ts';
import type { OrderAccess } from '#services/order-access.ts';
import { parseAddressForm } from './address-form.ts';

/** Cancels the order in the form; its page says what became of it. */
export async function handleCancelOrder(formData: FormData): Promise<void> {
  await perform(formData, '', cancelForBuyer);
}

/** Makes the links to the order in the form useless; this browser goes on with a new one. */
export async function handleRevokeLinks(formData: FormData): Promise<void> {
  await perform(formData, '?notice=links_revoked', async (app, access) => {
    const result = await revokeLinksForBuyer(app, access);
    if (result.kind === 'done') {
      await keepPass(app, { orderNo: access.orderNo, version: result.linkVersion });
    }
    return result;
  });
}

/** Takes the order in the form out of what this browser may see. */
export async function handleForgetOrder(formData: FormData): Promise<void> {
  const { locale, orderNo } = target(formData);
  await enter('order', (app) => dropPass(app, orderNo));
  redirect(localePath(locale, '/orders'));
}

/** Sends the order in the form to the address in it; otherwise says which fields are wrong, with all of them kept. */
export async function handleChangeAddress(
  _previous: AddressState,
  formData: FormData,
): Promise<AddressState> {
  const parsed = parseAddressForm(formData, servedCountries(getContext().catalog.shipping));
  if (!parsed.ok) return parsed.state;
  return perform(formData, '?notice=address_changed', (app, access) =>
    readdressForBuyer(app, access, parsed.address),
  );
}

type Act = (app: AppContext, access: OrderAccess) => Promise<ActResult>;

/** Runs an act on the order a form names and leads back to its page, so that loading it again repeats nothing. */
async function perform(formData: FormData, done: string, act: Act): Promise<never> {
  return enter('order', async (app) => {
    const { locale, orderNo } = target(formData);
    app.trace.note({ order_no: orderNo });
    const page = localePath(locale, `/orders/${orderNo}`);
    redirect(`${page}${await outcome(app, { orderNo, done, act })}`);
  });
}

async function outcome(
  app: AppContext,
  { orderNo, done, act }: { orderNo: string; done: string; act: Act },
): Promise<string> {
  try {
    const result = await act(app, await accessOf(app, orderNo));
    if (result.kind === 'refused') return `?refused=${result.reason}`;
    return result.kind === 'done' ? done : '';
  } catch (error) {
    if (!(error instanceof PaymentError)) throw error;
    app.log.error({ code: error.code, order_no: orderNo, error }, 'a buyer could not change an order');
    return '?notice=unavailable';
  }
}

function target(formData: FormData): { locale: Locale; orderNo: string } {
  const [locale, orderNo] = [String(formData.get('locale')), String(formData.get('order'))];
  return {
    locale: isLocale(locale) ? locale : defaultLocale,
    // Anything else leads to a page that knows no such order.
    orderNo: isOrderNo(orderNo) ? orderNo : 'unknown',
  };
}
