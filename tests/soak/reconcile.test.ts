import { describe, expect, it } from 'vitest';
import type { OrderMail } from '#domain/order-mail.ts';
import type { OutboxMessage } from '#domain/outbox.ts';
import { renderMail } from '#emails/render.ts';
import { messageIdOf } from '#libs/email/smtp-mailer.ts';
import type { ReceivedMail } from '#sandbox/server.ts';
import { eventsOf, post, purchase } from '#tests/factories.ts';
import { createTestContext } from '#tests/test-context.ts';
import { type Evidence, type Line, reconcile } from './reconcile.ts';
import { judge } from './report.ts';
import { planSoak } from './schedule.ts';
import type { Visited } from './shopper.ts';

/** What a run with one perfect purchase leaves behind. */
async function perfect(): Promise<Evidence> {
  const app = createTestContext();
  const bought = purchase({ email: 'ada@example.com' });
  const paid = eventsOf(bought).paid();
  await post(app, paid);
  await app.settled();
  const rows = async <T extends Parameters<typeof app.store.list>[0]>(table: T) =>
    (await app.store.list(table, { limit: 50 })).rows;
  const session = (paid.data as { object: object }).object as Evidence['sessions'][number];
  const recorded = app.sent.map(({ payload }) => {
    const event = payload as Record<string, unknown> & { time: string; profile: { email: string } };
    const time = `${event.time.slice(0, 19)}Z`;
    return { ...event, time, profile: event.profile.email } as unknown as Evidence['recorded'][number];
  });
  const visit = {
    email: 'ada@example.com',
    color: 'sakura-pink',
    quantity: 1,
    locale: 'en',
    ending: 'pay',
    returns: true,
    bankMs: 0,
  } as const;
  return {
    visited: [
      { visit, sessionId: bought.sessionId, shownOrderNo: bought.orderNo, retries: 0 } satisfies Visited,
    ],
    sessions: [session],
    deliveries: [{ id: 'wd_1', event: paid.id, state: 'delivered' } as Evidence['deliveries'][number]],
    recorded,
    mails: await Promise.all(app.mails.map(arrived)),
    orders: await rows('payment_orders'),
    transactions: await rows('payment_transactions'),
    preorders: await rows('preorders'),
    outbox: await rows('outbox'),
    logs: await rows('webhook_logs'),
  };
}

/** What the sandbox keeps of a mail. */
async function arrived({ payload, dedupe_key }: OutboxMessage): Promise<ReceivedMail> {
  const mail = payload as OrderMail;
  const { subject, text } = await renderMail(mail, { orderUrl: null });
  const messageId = messageIdOf(dedupe_key, 'rolitt.example');
  return { recipients: [mail.to], subject, text, messageId } as ReceivedMail;
}

const lineOf = (evidence: Evidence, name: string): Line | undefined =>
  reconcile(evidence).lines.find((line) => line.name === name);
const twice = <T>(rows: readonly T[]): T[] => [...rows, ...rows];
const changed = <T>(rows: readonly T[], change: Partial<T>): T[] =>
  rows.map((row) => ({ ...row, ...change }));

describe('the reconciliation', () => {
  it('takes a mail that came twice under one Message-ID for one', async () => {
    const evidence = await perfect();
    expect(lineOf({ ...evidence, mails: twice(evidence.mails) }, 'confirmations')).toMatchObject({
      match: 1,
    });
  });

  it('finds a perfect run perfect', async () => {
    const { lines, problems } = reconcile(await perfect());
    expect(problems).toEqual([]);
    expect(lines.find(({ name }) => name === 'orders')).toMatchObject({ expected: 1, match: 1 });
    const facts = {
      lines,
      problems,
      seed: 1,
      store: 'postgres',
      commit: 'x',
      purchases: 1,
      durationSeconds: 1,
    } as const;
    expect(judge({ ...facts, faults: { kill: 1 } }).ok).toBe(true);
    expect(judge({ ...facts, faults: { kill: 0 } }).ok).toBe(false);
    expect(judge({ ...facts, faults: {}, purchases: 2 }).ok).toBe(false);
  });

  it.each<[string, string, keyof Line, (evidence: Evidence) => Partial<Evidence>]>([
    ['a lost order', 'orders', 'missing', () => ({ orders: [] })],
    ['an order recorded twice', 'orders', 'duplicate', ({ orders }) => ({ orders: twice(orders) })],
    [
      'an order of another amount',
      'orders',
      'mismatch',
      ({ orders }) => ({ orders: changed(orders, { amount: 1 }) }),
    ],
    [
      'an order in another currency',
      'orders',
      'mismatch',
      ({ orders }) => ({ orders: changed(orders, { currency: 'EUR' }) }),
    ],
    [
      'a charge booked twice',
      'charges',
      'duplicate',
      ({ transactions }) => ({ transactions: twice(transactions) }),
    ],
    ['a lost preorder', 'preorders', 'missing', () => ({ preorders: [] })],
    [
      'a preorder of another colour',
      'preorders',
      'mismatch',
      ({ preorders }) => ({ preorders: changed(preorders, { color: 'red' }) }),
    ],
    [
      'a preorder for another address',
      'preorders',
      'mismatch',
      ({ preorders }) => ({ preorders: changed(preorders, { email: 'eve@example.com' }) }),
    ],
    ['an event that never arrived', 'Placed Order', 'missing', () => ({ recorded: [] })],
    [
      'an event recorded twice',
      'Ordered Product',
      'duplicate',
      ({ recorded }) => ({ recorded: twice(recorded) }),
    ],
    [
      'an event at another time',
      'Preorder Success',
      'mismatch',
      ({ recorded }) => ({ recorded: changed(recorded, { time: '2020-01-01T00:00:00Z' }) }),
    ],
    [
      'an event still owed',
      'Placed Order',
      'stuck',
      ({ outbox }) => ({ outbox: changed(outbox, { status: 'dead' }) }),
    ],
    ['a confirmation that never arrived', 'confirmations', 'missing', () => ({ mails: [] })],
    [
      'a confirmation written twice',
      'confirmations',
      'duplicate',
      ({ mails }) => ({ mails: [...mails, ...changed(mails, { messageId: '<other@rolitt.example>' })] }),
    ],
    [
      'a confirmation for somebody else',
      'confirmations',
      'mismatch',
      ({ mails }) => ({ mails: changed(mails, { recipients: ['eve@example.com'] }) }),
    ],
    [
      'a confirmation of another amount',
      'confirmations',
      'mismatch',
      ({ mails }) => ({ mails: changed(mails, { subject: 'We have your 1.00 USD.' }) }),
    ],
    ['an acknowledged event nobody stored', 'notifications', 'missing', () => ({ logs: [] })],
    [
      'an event nobody acknowledged',
      'notifications',
      'stuck',
      ({ deliveries }) => ({ deliveries: changed(deliveries, { state: 'failed' }) }),
    ],
    [
      'a shopper who paid without a payment',
      'payments',
      'missing',
      ({ sessions }) => ({ sessions: changed(sessions, { payment_status: 'unpaid' }) }),
    ],
    [
      'an order nobody paid for',
      'unpaid visits',
      'mismatch',
      ({ sessions }) => ({ sessions: changed(sessions, { payment_status: 'unpaid' }) }),
    ],
    [
      'a result page of somebody else',
      'result pages',
      'mismatch',
      ({ visited }) => ({ visited: changed(visited, { shownOrderNo: 'ROL-00000000' }) }),
    ],
  ])('calls %s by its name', async (_, line, verdict, spoil) => {
    const evidence = await perfect();
    expect(lineOf({ ...evidence, ...spoil(evidence) }, line)?.[verdict]).toBe(1);
  });
});

it('the same options give the same schedule, another seed another one', () => {
  const options = {
    seed: 7,
    purchases: 40,
    kills: 3,
    duplicates: 0.3,
    parallel: 4,
    patience: 60,
    json: undefined,
  };
  expect(planSoak(options)).toEqual(planSoak(options));
  expect(planSoak({ ...options, seed: 8 })).not.toEqual(planSoak(options));
  expect(
    planSoak(options).visits.filter(({ ending }) => ending === 'pay' || ending === 'delayed'),
  ).toHaveLength(40);
});
