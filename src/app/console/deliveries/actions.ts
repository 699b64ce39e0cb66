'use server';

import { refresh } from 'next/cache';
import * as z from 'zod';
import {
  type DeliveryOutcome,
  resendDelivery,
  revealDelivery,
  reviveDelivery,
} from '#services/console/act-on-delivery.ts';
import { reviveDeliveries } from '#services/console/revive-deliveries.ts';
import { type Answer, actInConsole, answer } from '../console-door.ts';
import { DeliveryAddress, filterOf } from './delivery-filter.ts';

const Order = z.object({ id: z.string().max(40), reason: z.string().trim().min(1).max(200) });
const orderIn = (form: FormData) => Order.parse(Object.fromEntries(form));

const unknown = 'There is no such message any more.';

/** Has one dead message sent again. */
export async function reviveMessage(_: Answer | null, form: FormData): Promise<Answer> {
  return answer('operator', async ({ app, operator }) =>
    said(await reviveDelivery(app, operator, orderIn(form)), {
      done: 'Revived: it is being sent.',
      nothing: 'Nothing to do: it is not dead any more.',
      unknown,
    }),
  );
}

/** Has one event sent again under the id it had. */
export async function resendMessage(_: Answer | null, form: FormData): Promise<Answer> {
  return answer('operator', async ({ app, operator }) =>
    said(await resendDelivery(app, operator, orderIn(form)), {
      done: 'On its way under the same id: if Klaviyo has it already, it drops this one as a duplicate.',
      nothing: 'Nothing to do: it is on its way already, or cannot be sent again.',
      unknown,
    }),
  );
}

/** Has every dead message of a filter sent again. */
export async function reviveMessages(_: Answer | null, form: FormData): Promise<Answer> {
  return answer('operator', async ({ app, operator }) => {
    const given = Object.fromEntries(form);
    const filter = filterOf(DeliveryAddress.parse(given), app.clock.now());
    const { reason } = Order.pick({ reason: true }).parse(given);
    const { revived, left, isMore } = await reviveDeliveries(app, operator, { filter, reason });
    refresh();
    const rest = left > 0 || isMore ? ' There are more: press again.' : '';
    return `Revived: ${revived} ${revived === 1 ? 'message is' : 'messages are'} being sent.${rest}`;
  });
}

/** Shows the personal data of a message for ten minutes; the history says who looked. */
export async function revealMessage(form: FormData): Promise<void> {
  const { app, operator } = await actInConsole('operator');
  await revealDelivery(app, operator, Order.pick({ id: true }).parse(Object.fromEntries(form)).id);
  refresh();
}

function said(outcome: DeliveryOutcome, words: Record<DeliveryOutcome, string>): string {
  refresh();
  return words[outcome];
}
