import { expect, it } from 'vitest';
import { checkout, openSandbox, refusal } from './stage.ts';

it('replays the stored answer for the same key and parameters', async () => {
  const { stripe, sandbox } = await openSandbox();
  const first = await checkout(stripe, {}, { idempotencyKey: 'attempt-1' });
  const again = await checkout(stripe, {}, { idempotencyKey: 'attempt-1' });

  expect(again.id).toBe(first.id);
  expect(again.lastResponse.headers['idempotent-replayed']).toBe('true');
  expect(first.lastResponse.headers['idempotent-replayed']).toBeUndefined();
  expect(sandbox.stripe.sessions()).toHaveLength(1);
});

it('refuses the same key with other parameters', async () => {
  const { stripe } = await openSandbox();
  await checkout(stripe, {}, { idempotencyKey: 'attempt-1' });

  const error = await refusal(checkout(stripe, { locale: 'zh' }, { idempotencyKey: 'attempt-1' }));

  expect(error).toMatchObject({ statusCode: 400, rawType: 'idempotency_error' });
});

it('answers 409 while the first request with a key is still running', async () => {
  const { stripe, sandbox } = await openSandbox({ faults: { stripe: { latencyMs: 150 } } });
  const [first, second] = await Promise.allSettled([
    checkout(stripe, {}, { idempotencyKey: 'attempt-1' }),
    checkout(stripe, {}, { idempotencyKey: 'attempt-1' }),
  ]);

  const refused = [first, second].filter(({ status }) => status === 'rejected');
  expect(refused).toHaveLength(1);
  expect(refused[0]).toMatchObject({ reason: { statusCode: 409, code: 'idempotency_key_in_use' } });
  expect(sandbox.stripe.sessions()).toHaveLength(1);
});

it('keeps a 500 under its key but forgets refused parameters and rate limits', async () => {
  const { stripe, sandbox } = await openSandbox();
  sandbox.setFaults({ stripe: { failNext: 1, status: 500 } });
  const failed = await refusal(checkout(stripe, {}, { idempotencyKey: 'broken' }));
  const replayed = await refusal(checkout(stripe, {}, { idempotencyKey: 'broken' }));
  sandbox.setFaults({ stripe: { failNext: 1, status: 429 } });
  const limited = await refusal(checkout(stripe, {}, { idempotencyKey: 'limited' }));
  const wrong = await refusal(checkout(stripe, { expires_at: 1 }, { idempotencyKey: 'wrong' }));

  expect([failed.statusCode, replayed.statusCode, limited.statusCode, wrong.statusCode]).toEqual([
    500, 500, 429, 400,
  ]);
  expect(replayed.headers?.['idempotent-replayed']).toBe('true');
  expect((await checkout(stripe, {}, { idempotencyKey: 'limited' })).status).toBe('open');
  expect((await checkout(stripe, {}, { idempotencyKey: 'wrong' })).status).toBe('open');
});

it('fails exactly as many calls as it was told to, and none for zero', async () => {
  const { stripe, sandbox } = await openSandbox();
  const statuses = async (calls: number) => {
    const settled = await Promise.all(
      Array.from({ length: calls }, () => checkout(stripe).catch((error) => error.statusCode)),
    );
    return settled.map((result) => (typeof result === 'number' ? result : 200)).sort();
  };
  sandbox.setFaults({ stripe: { status: 503, failNext: 2 } });
  expect(await statuses(4)).toEqual([200, 200, 503, 503]);
  sandbox.setFaults({ stripe: { status: 503, failNext: 0 } });
  expect(await statuses(2)).toEqual([200, 200]);
});

it('refuses keys of more than 255 characters', async () => {
  const { stripe } = await openSandbox();
  const error = await refusal(checkout(stripe, {}, { idempotencyKey: 'k'.repeat(256) }));
  expect(error).toMatchObject({ statusCode: 400, rawType: 'idempotency_error' });
});
