import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createPatience } from './patience.ts';

type Question = { call: { cancel(): void }; callOptions: { deadline?: Date | number } };

function question(deadline?: Date) {
  const cancelled: boolean[] = [];
  const asked: Question = {
    call: { cancel: () => cancelled.push(true) },
    callOptions: deadline ? { deadline } : {},
  };
  return { asked, cancelled };
}

const limiterOf = (patience: ReturnType<typeof createPatience>) =>
  patience.settings['grpc.callInvocationTransformer'] as (asked: Question) => Question;

describe('patience', () => {
  it('gives every question a deadline, and leaves an earlier one as it is', () => {
    const limited = limiterOf(createPatience(1_000));
    const { deadline } = limited(question(new Date(Date.now() + 60_000)).asked).callOptions;
    expect(Number(deadline)).toBeLessThanOrEqual(Date.now() + 1_000);
    expect(Number(deadline)).toBeGreaterThan(Date.now());
    expect(limited(question(new Date(5)).asked).callOptions.deadline).toBe(5);
    expect(Number(limited(question().asked).callOptions.deadline)).toBeLessThanOrEqual(Date.now() + 1_000);
  });

  it('lets nothing be asked any more once it has ended', async () => {
    const patience = createPatience(0);
    const [before, after] = [question(), question()];
    limiterOf(patience)(before.asked);
    patience.end();
    limiterOf(patience)(after.asked);
    await turn();
    expect([before.cancelled, after.cancelled]).toEqual([[], [true]]);
  });
});
