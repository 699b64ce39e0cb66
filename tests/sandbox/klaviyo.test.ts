import {
  ApiKeySession,
  DataPrivacyApi,
  type EventCreateQueryV2,
  EventsApi,
  RetryWithExponentialBackoff,
} from 'klaviyo-api';
import { expect, it } from 'vitest';
import type { Sandbox } from '#sandbox/server.ts';
import { openSandbox } from './stage.ts';

function klaviyo(sandbox: Sandbox, key = 'pk_sandbox') {
  const api = new EventsApi(new ApiKeySession(key, new RetryWithExponentialBackoff({ numRetries: 1 })));
  api.basePath = `${sandbox.url}/klaviyo`;
  return api;
}

type Sent = { email?: string; metric?: string; uniqueId?: string; time?: Date };

const placedOrder = ({
  email = 'mira@example.com',
  metric = 'Placed Order',
  uniqueId,
  time,
}: Sent = {}): EventCreateQueryV2 => ({
  data: {
    type: 'event',
    attributes: {
      properties: { OrderId: 'ROL-1' },
      value: 299,
      valueCurrency: 'USD',
      ...(time ? { time } : {}),
      ...(uniqueId ? { uniqueId } : {}),
      metric: { data: { type: 'metric', attributes: { name: metric } } },
      profile: { data: { type: 'profile', attributes: { email } } },
    },
  },
});

const statusOf = (promise: Promise<{ response: { status: number } }>) =>
  promise.then(
    ({ response }) => response.status,
    (error) => error.response?.status ?? error.code,
  );

it('takes in the real SDK’s request and records what it says', async () => {
  const { sandbox } = await openSandbox();
  expect(await statusOf(klaviyo(sandbox).createEvent(placedOrder({ uniqueId: 'evt_1' })))).toBe(202);
  expect(sandbox.klaviyo.events()).toMatchObject([
    {
      metric: 'Placed Order',
      profile: 'mira@example.com',
      uniqueId: 'evt_1',
      value: 299,
      valueCurrency: 'USD',
    },
  ]);
});

it('records a repeated unique_id once per profile and metric, and accepts every repeat', async () => {
  const { sandbox } = await openSandbox();
  const api = klaviyo(sandbox);
  await api.createEvent(placedOrder({ uniqueId: 'one' }));
  await api.createEvent(placedOrder({ uniqueId: 'one' }));
  await api.createEvent(placedOrder({ uniqueId: 'one', metric: 'Refunded Order' }));
  await api.createEvent(placedOrder({ uniqueId: 'one', email: 'other@example.com' }));

  expect(sandbox.klaviyo.events()).toHaveLength(3);
  expect(sandbox.klaviyo.requests()).toBe(4);
});

it('lets the second stand in where there is no unique_id', async () => {
  const { sandbox } = await openSandbox();
  const api = klaviyo(sandbox);
  await api.createEvent(placedOrder({ time: new Date('2026-11-20T10:00:00.100Z') }));
  await api.createEvent(placedOrder({ time: new Date('2026-11-20T10:00:00.900Z') }));
  await api.createEvent(placedOrder({ time: new Date('2026-11-20T10:00:01.000Z') }));
  expect(sandbox.klaviyo.events().map(({ time }) => time)).toEqual([
    '2026-11-20T10:00:00Z',
    '2026-11-20T10:00:01Z',
  ]);
});

it('throttles with Retry-After and records nothing', async () => {
  const { sandbox } = await openSandbox({ faults: { klaviyo: { mode: '429', retryAfterSeconds: 7 } } });
  const error = await klaviyo(sandbox)
    .createEvent(placedOrder())
    .catch((reason) => reason);
  expect([error.response.status, error.response.headers['retry-after']]).toEqual([429, '7']);
  expect(sandbox.klaviyo.events()).toEqual([]);
});

it('answers 500 when told to', async () => {
  const { sandbox } = await openSandbox({ faults: { klaviyo: { mode: '500' } } });
  expect(await statusOf(klaviyo(sandbox).createEvent(placedOrder()))).toBe(500);
});

it('records an event whose answer is lost, so a retry is a repeat', async () => {
  const { sandbox } = await openSandbox({ faults: { klaviyo: { loseAnswerRate: 1 } } });
  const api = klaviyo(sandbox);
  expect(await statusOf(api.createEvent(placedOrder({ uniqueId: 'one' })))).toBe('ECONNRESET');
  sandbox.setFaults({ klaviyo: { loseAnswerRate: 0 } });
  expect(await statusOf(api.createEvent(placedOrder({ uniqueId: 'one' })))).toBe(202);
  expect(sandbox.klaviyo.events()).toHaveLength(1);
});

it('never answers when told to hang', async () => {
  const { sandbox } = await openSandbox({ faults: { klaviyo: { mode: 'hang' } } });
  const request = fetch(`${sandbox.url}/klaviyo/api/events`, {
    method: 'POST',
    signal: AbortSignal.timeout(150),
  });
  await expect(request).rejects.toThrow(/timeout|aborted/);
});

it.each([
  ['no key', { authorization: '' }, {}, 401],
  ['no revision', { revision: '' }, {}, 400],
  ['a camelCase body', {}, { valueCurrency: 'USD' }, 400],
  ['a time far in the future', {}, { time: '2099-01-01T00:00:00Z' }, 400],
  ['no profile identifier', {}, { profile: { data: { type: 'profile', attributes: {} } } }, 400],
])('refuses %s', async (_, headers, attributes, status) => {
  const { sandbox } = await openSandbox();
  const response = await fetch(`${sandbox.url}/klaviyo/api/events`, {
    method: 'POST',
    headers: { authorization: 'Klaviyo-API-Key pk_sandbox', revision: '2026-07-15', ...headers },
    body: JSON.stringify({ data: { type: 'event', attributes: { ...wireAttributes, ...attributes } } }),
  });
  expect(response.status).toBe(status);
  expect(JSON.parse(await response.text()).errors[0].detail).toEqual(expect.any(String));
  expect(sandbox.klaviyo.events()).toEqual([]);
});

const wireAttributes = {
  properties: {},
  metric: { data: { type: 'metric', attributes: { name: 'Placed Order' } } },
  profile: { data: { type: 'profile', attributes: { email: 'mira@example.com' } } },
};

it('deletes a profile with everything that was recorded of it, and knows no other one', async () => {
  const { sandbox } = await openSandbox();
  const events = klaviyo(sandbox);
  await events.createEvent(placedOrder({ uniqueId: 'one' }));
  await events.createEvent(placedOrder({ uniqueId: 'one', email: 'other@example.com' }));
  const privacy = new DataPrivacyApi(events.session);
  privacy.basePath = events.basePath;
  const deletionOf = (email: string) => ({
    data: {
      type: 'data-privacy-deletion-job' as const,
      attributes: { profile: { data: { type: 'profile' as const, attributes: { email } } } },
    },
  });
  expect(await statusOf(privacy.requestProfileDeletion(deletionOf('Mira@example.com')))).toBe(202);
  expect(await statusOf(privacy.requestProfileDeletion(deletionOf('nobody@example.com')))).toBe(202);
  expect(sandbox.klaviyo.events()).toMatchObject([{ profile: 'other@example.com' }]);
  const nameless = {
    data: {
      ...deletionOf('').data,
      attributes: { profile: { data: { type: 'profile' as const, attributes: {} } } },
    },
  };
  expect(await statusOf(privacy.requestProfileDeletion(nameless))).toBe(400);
});
