import type { Change, Versioned } from '#domain/changes.ts';
import { type DeliveryAct, deliveryLine, resend, revive } from '#domain/delivery.ts';
import { demandRole, type Operator } from '#domain/operator.ts';
import type { OutboxMessage } from '#domain/outbox.ts';
import type { AppContext } from '#services/app-context.ts';

/** What became of an act: done now, or nothing to do because the message stands otherwise or somebody was quicker. */
export type DeliveryOutcome = 'done' | 'nothing' | 'unknown';

/** Which message, and why. */
export type DeliveryOrder = { readonly id: string; readonly reason: string };

/** Fresh starts after somebody else touched the message. */
const attempts = 3;

/** Has a dead message sent again. Throws NotAllowedError, and RangeError without a reason. */
export const reviveDelivery = (app: AppContext, operator: Operator, order: DeliveryOrder) =>
  act(app, { operator, ...order }, revive);

/** Has a marketing event sent again under the id it had. Throws NotAllowedError, and RangeError without a reason. */
export const resendDelivery = (app: AppContext, operator: Operator, order: DeliveryOrder) =>
  act(app, { operator, ...order }, resend);

type Decide = (message: Versioned<OutboxMessage>, act: DeliveryAct) => readonly Change[] | null;
type Asked = DeliveryOrder & { readonly operator: Operator };

async function act(app: AppContext, asked: Asked, decide: Decide): Promise<DeliveryOutcome> {
  demandRole(asked.operator, 'operator');
  const outcome = await change(app, asked, decide);
  if (outcome === 'done') app.defer(() => app.drainSoon());
  return outcome;
}

/** One message of one or many; the caller has asked for the role and drains afterwards. */
export async function change(
  app: AppContext,
  { operator, id, reason }: Asked,
  decide: Decide,
): Promise<DeliveryOutcome> {
  if (reason.trim() === '') throw new RangeError('This needs a reason.');
  for (let round = 0; round < attempts; round++) {
    const [message] = await app.store.get('outbox', [id]);
    if (!message) return 'unknown';
    const now = app.clock.now();
    const changes = decide(message, { operator, reason: reason.trim(), now, newId: app.ids.newId });
    if (changes === null) return 'nothing';
    if ((await app.store.commit({ log: null, changes })).kind === 'committed') return 'done';
  }
  return 'nothing';
}

/** Shows an operator the personal data in a message for a while, and notes that they looked. Throws NotAllowedError. */
export async function revealDelivery(
  app: AppContext,
  operator: Operator,
  id: string,
): Promise<DeliveryOutcome> {
  demandRole(operator, 'operator');
  const [message] = await app.store.get('outbox', [id]);
  if (!message) return 'unknown';
  const line = { what: 'revealed', message: 'The personal data in the message was looked at.' } as const;
  const around = { operator, now: app.clock.now(), newId: app.ids.newId };
  await app.store.commit({ log: null, changes: [deliveryLine(message.record, line, around)] });
  return 'done';
}
