import { expect, it } from 'vitest';
import { webhookLog } from '#tests/contract/store/records.ts';
import { diffOf } from './change-diff.ts';
import { update } from './changes.ts';

it('tells what becomes of an event in words, each sentence once', () => {
  const result = 'No order is known for it yet.';
  const record = webhookLog({ event_id: 'evt_1', status: 'set_aside', result, error: result, attempts: 1 });
  const set = { status: 'success', result: 'It is refunded.', error: null, attempts: 2 } as const;
  const log = update('webhook_logs', { record, version: '1' }, set);

  expect(diffOf({ log, changes: [] }, new Set())).toEqual([
    {
      sign: '~',
      record: 'webhook log',
      subject: 'evt_1, attempt 2',
      fields: [
        { name: 'status', before: 'set aside', after: 'success' },
        { name: 'result', before: result, after: 'It is refunded.' },
      ],
    },
  ]);
});
