'use server';

import { refresh } from 'next/cache';
import { idsIn } from '#domain/replay.ts';
import { setAsideRefusals } from '#domain/set-aside.ts';
import { sinceMoment } from '#domain/since.ts';
import { webhookStatuses } from '#domain/webhook-log.ts';
import { countVerdicts, eventsToRecover, recoverEvents } from '#services/console/recover-events.ts';
import { replayEvent } from '#services/console/replay-event.ts';
import { revealWebhook } from '#services/console/reveal-webhook.ts';
import { setAsideEvent } from '#services/console/set-aside-event.ts';
import { type Answer, answer } from '../console-door.ts';

const reasonNeeded: Answer = { kind: 'refused', text: 'A replay needs a reason.' };

/** Drives one event once more, for a reason. */
export async function replayOne(_: Answer | null, form: FormData): Promise<Answer> {
  const [id, reason] = [textOf(form, 'id'), textOf(form, 'reason')];
  if (reason === '') return reasonNeeded;
  return answer('operator', async ({ app, operator }) => {
    const { verdict, sentence } = await replayEvent(app, operator, { id, reason });
    refresh();
    if (verdict === 'fails') return { kind: 'refused', text: `It failed again. ${sentence}` };
    return verdict === 'applies' ? `Applied. ${sentence}` : sentence;
  });
}

const notSetAside = { ...setAsideRefusals, unknown: 'There is no such event here any more.' };

/** Ends the waiting of one failed event, for a reason. */
export async function setAsideOne(_: Answer | null, form: FormData): Promise<Answer> {
  const [id, reason] = [textOf(form, 'id'), textOf(form, 'reason')];
  if (reason === '') return { kind: 'refused', text: 'Setting an event aside needs a reason.' };
  return answer('operator', async ({ app, operator }) => {
    const outcome = await setAsideEvent(app, operator, { id, reason });
    refresh();
    return outcome === 'done'
      ? 'Set aside: it asks for nobody any more.'
      : { kind: 'refused', text: notSetAside[outcome] };
  });
}

/** Seconds one press may take; what is left is for the next. */
const budgetSeconds = 20;

/**
 * Drives many events once more: those that were named, or all of a status since a moment. The page stays as it is, so that
 * the answer stands beside the dry run it was given for.
 */
export async function recoverMany(_: Answer | null, form: FormData): Promise<Answer> {
  const reason = textOf(form, 'reason');
  if (reason === '') return reasonNeeded;
  return answer('operator', async ({ app, operator }) => {
    const status = webhookStatuses.find((word) => word === textOf(form, 'status')) ?? 'failed';
    const since = sinceMoment(textOf(form, 'since'), app.clock.now());
    const named = idsIn(textOf(form, 'ids'));
    const ids =
      named.length > 0 || since === null
        ? named
        : (await eventsToRecover(app, operator, { since, status })).map(({ id }) => id);
    const { lines, left } = await recoverEvents(app, operator, { ids, reason, budgetSeconds });
    const count = countVerdicts(lines);
    const more = left === 0 ? '' : ` ${left} are left: press again.`;
    return `${count.applies} applied, ${count.nothing} unchanged, ${count.ignored} ignored, ${count.fails} failed again, ${count.unknown} not known.${more}`;
  });
}

/** Shows the personal data of one event for a while. */
export async function revealOne(_: Answer | null, form: FormData): Promise<Answer> {
  return answer('operator', async ({ app, operator }) => {
    await revealWebhook(app, operator, textOf(form, 'id'));
    refresh();
    return 'Shown, and noted in the history.';
  });
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
}
