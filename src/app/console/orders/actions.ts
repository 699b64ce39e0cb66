'use server';
import { refresh } from 'next/cache';
import { z } from 'zod';
import {
  clearAttention,
  honour,
  resendConfirmation,
  revokeLinksForOperator,
} from '#domain/operator-acts/care.ts';
import { correctAddress, deliver, moveShipDate, produce, ship } from '#domain/operator-acts/goods.ts';
import { cancelForOperator, refundOrder } from '#domain/operator-acts/money.ts';
import { readHandover } from '#domain/shipment-list.ts';
import { revealOrder } from '#services/console/reveal-order.ts';
import { type Answer, answer } from '../console-door.ts';
import { actOn, refusal } from './act.ts';
import { dayOf } from './filter.ts';
import { RefundWish } from './refund-wish.ts';

/** Owes the buyer what was reviewed. */
export async function refund(_: Answer | null, form: FormData): Promise<Answer> {
  const wish = RefundWish.safeParse(Object.fromEntries(form));
  if (!wish.success) return refusal('The form is not whole. Begin again on the page of the order.');
  const { amount, reason } = wish.data;
  return actOn(form, {
    decide: (at, around) => refundOrder(at, { amount, reason }, around),
    done: 'It is asked for; the provider’s answer shows here.',
  });
}

export async function cancel(_: Answer | null, form: FormData): Promise<Answer> {
  return actOn(form, {
    decide: cancelForOperator,
    done: 'Cancelled; its money goes back.',
    needsReason: true,
  });
}

export async function markInProduction(_: Answer | null, form: FormData): Promise<Answer> {
  return actOn(form, { decide: produce, done: 'It is in production.' });
}

export async function markShipped(_: Answer | null, form: FormData): Promise<Answer> {
  const given = readHandover({ carrier: textOf(form, 'carrier'), trackingNumber: textOf(form, 'tracking') });
  if ('problem' in given) return refusal(given.problem);
  return actOn(form, { decide: (at, around) => ship(at, given, around), done: 'It is on its way.' });
}

export async function markDelivered(_: Answer | null, form: FormData): Promise<Answer> {
  return actOn(form, { decide: deliver, done: 'It was delivered.' });
}

export async function moveDate(_: Answer | null, form: FormData): Promise<Answer> {
  const day = dayOf(textOf(form, 'day'));
  if (day === null) return refusal('A day is missing.');
  return actOn(form, {
    decide: (at, around) => moveShipDate(at, day, around),
    done: 'The day was moved.',
    needsReason: true,
  });
}

const line = z.string().trim().max(200);
const optional = line
  .transform((text) => (text === '' ? null : text))
  .nullable()
  .default(null);
const Address = z.object({
  name: line.min(1),
  line1: line.min(1),
  line2: optional,
  postalCode: optional,
  city: line.min(1),
  state: optional,
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable()
    .default(null),
  phone: optional,
});

export async function changeAddress(_: Answer | null, form: FormData): Promise<Answer> {
  const address = Address.safeParse(Object.fromEntries(form));
  if (!address.success) return refusal('Name, street and city are needed.');
  return actOn(form, {
    decide: (at, around) => correctAddress(at, address.data, around),
    done: 'It goes to the new address.',
    needsReason: true,
  });
}

export async function resend(_: Answer | null, form: FormData): Promise<Answer> {
  return actOn(form, { decide: resendConfirmation, done: 'The confirmation is sent once more.' });
}

export async function revokeLinks(_: Answer | null, form: FormData): Promise<Answer> {
  return actOn(form, {
    decide: revokeLinksForOperator,
    done: 'Links given out before open nothing any more.',
    needsReason: true,
  });
}

export async function clear(_: Answer | null, form: FormData): Promise<Answer> {
  return actOn(form, { decide: clearAttention, done: 'It needs no attention any more.', needsReason: true });
}

export async function start(_: Answer | null, form: FormData): Promise<Answer> {
  const email = z.email().safeParse(textOf(form, 'email'));
  return actOn(form, {
    decide: (at, around) => honour(at, { email: email.success ? email.data : null }, around),
    done: 'It is fulfilled like every other order.',
    needsReason: true,
  });
}

/** Shows the shopper behind an order for a while. */
export async function reveal(_: Answer | null, form: FormData): Promise<Answer> {
  const [orderNo, reason] = [textOf(form, 'orderNo'), textOf(form, 'reason')];
  if (reason === '') return refusal('It needs a reason.');
  return answer('operator', async ({ app, operator }) => {
    await revealOrder(app, operator, { orderNo, reason });
    refresh();
    return 'Shown for ten minutes, and noted on the timeline.';
  });
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim().slice(0, 200) : '';
}
