import { expect, it } from 'vitest';
import type { Versioned } from './changes.ts';
import { setAside } from './set-aside.ts';
import { lastAttempt, type WebhookLog, type WebhookStatus, webhookMoves } from './webhook-log.ts';

const now = new Date('2026-11-21T12:00:00Z');
const act = { operator: { name: 'ana', role: 'operator' }, reason: 'of another account' } as const;
const at = { now, id: 'line_1' };

const standing = (status: WebhookStatus): Versioned<WebhookLog> => ({
  version: '1',
  record: {
    ...{
      id: 'log_1',
      provider: 'stripe',
      event_id: 'evt_1',
      event: 'refund.created',
      stripe_event_id: 'evt_1',
    },
    ...{
      api_version: null,
      livemode: false,
      status,
      result: 'No.',
      error: 'No.',
      error_code: 'foreign_account',
    },
    ...{
      next_attempt_at: now,
      order_id: null,
      preorder_id: null,
      email: null,
      trade_no: null,
      raw_data: '{}',
    },
    ...{ attempts: 1, received_at: now, processed_at: now, duration_ms: 3, delay_ms: 5, history: [] },
    ...{ created_at: now, updated_at: now },
  },
});

it('a failed event is set aside by one change of its row and one line that says who and why', () => {
  const log = standing('failed');
  expect(setAside(log, act, at)).toEqual([
    {
      op: 'update',
      table: 'webhook_logs',
      read: log,
      set: { status: 'set_aside', next_attempt_at: null, updated_at: now },
    },
    {
      op: 'insert',
      table: 'activity_logs',
      row: expect.objectContaining({
        subject_id: 'log_1',
        action: 'webhook.set_aside',
        actor: 'operator:ana',
        message: 'Set aside, because: of another account',
      }),
    },
  ]);
});

it.each(['success', 'ignored', 'set_aside'] as const)('an event that is %s is not set aside', (status) => {
  expect(setAside(standing(status), act, at)).toBe(status);
  expect(webhookMoves[status]).not.toContain('set_aside');
});

it('setting aside is no attempt: the last one is still the one that failed', () => {
  expect(lastAttempt(standing('set_aside').record)).toEqual(lastAttempt(standing('failed').record));
});
