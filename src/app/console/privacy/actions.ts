'use server';

import * as z from 'zod';
import { type Erasure, erasePerson } from '#services/console/erase-person.ts';
import { type Answer, answer } from '../console-door.ts';

const Email = z.email().max(254);
const Reason = z.string().trim().min(1).max(200);
const incomplete = 'An e-mail address and a reason are needed.';

/** Says what an erasure would change. */
export async function countPerson(_previous: Answer | null, form: FormData): Promise<Answer> {
  const email = Email.safeParse(form.get('email'));
  if (!email.success) return { kind: 'refused', text: 'An e-mail address is needed.' };
  return answer('admin', async ({ app, operator }) => {
    const found = await erasePerson(app, operator, { email: email.data, reason: null });
    return `Would be erased: ${figures(found)}${openOnes(found)}. Nothing was written.`;
  });
}

/** Takes a person out of everything that is kept, unless an order is open and nobody insists. */
export async function eraseFromConsole(_previous: Answer | null, form: FormData): Promise<Answer> {
  const [email, reason] = [Email.safeParse(form.get('email')), Reason.safeParse(form.get('reason'))];
  if (!email.success || !reason.success) return { kind: 'refused', text: incomplete };
  const despiteOpenOrders = form.get('despite') === 'on';
  return answer('admin', async ({ app, operator }) => {
    const order = { email: email.data, reason: reason.data, despiteOpenOrders };
    const erased = await erasePerson(app, operator, order);
    if (erased.kind === 'open') return `Nothing was written${openOnes(erased)}.`;
    return erased.orders + erased.events === 0
      ? 'Nothing is known about this address.'
      : `Erased: ${figures(erased)}. Klaviyo is asked to delete the profile in a quarter of an hour.`;
  });
}

const figures = ({ orders, messages, events, lines }: Erasure): string =>
  `${orders} orders, ${messages} messages, ${events} events, ${lines} lines of history`;

const openOnes = ({ open }: Erasure): string =>
  open.length === 0
    ? ''
    : `; open: ${open.map(({ orderNo, reason }) => `${orderNo} (${reason.replaceAll('_', ' ')})`).join(', ')}`;
