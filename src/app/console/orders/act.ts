import { refresh } from 'next/cache';
import { z } from 'zod';
import type { ActOutcome, Decide } from '#services/console/act-on-order.ts';
import { actOnOrder } from '#services/console/act-on-order.ts';
import { type Answer, answer } from '../console-door.ts';

/** What every form about an order sends; the id of the act was made with the form. */
const Press = z.object({
  orderNo: z.string().max(40),
  actId: z.string().regex(/^[\w-]{8,64}$/),
  reason: z.string().trim().max(200).default(''),
});

type Act = { readonly decide: Decide; readonly done: string; readonly needsReason?: boolean };

/** Does an act on the order a form is about, and answers what came of it in one sentence. */
export function actOn(form: FormData, { decide, done, needsReason = false }: Act): Promise<Answer> {
  return answer('operator', async ({ app, operator }) => {
    const press = Press.safeParse(Object.fromEntries(form));
    if (!press.success) return refusal('The form is not whole. Load the page again.');
    const { orderNo, actId, reason } = press.data;
    if (needsReason && reason === '') return refusal('It needs a reason.');
    const request = { orderNo, actId, reason: reason === '' ? null : reason };
    const outcome = await actOnOrder(app, operator, { request, decide });
    refresh();
    return told(outcome, done);
  });
}

export const refusal = (text: string): Answer => ({ kind: 'refused', text });

function told(outcome: ActOutcome, done: string): string | Answer {
  if (outcome.kind === 'done') return done;
  if (outcome.kind === 'done_before') return 'It was done already; nothing changed.';
  return refusal(outcome.kind === 'refused' ? outcome.sentence : 'There is no such order.');
}
