import { describe, expect, it } from 'vitest';
import { databases } from '#tests/setup/stores.ts';
import { soakKlaviyo } from './run.ts';

/** The same rules on every database; the first one is enough. Workers are killed in `npm run soak:klaviyo`: their leases take a minute to lapse. */
describe.each(databases.slice(0, 1))('on %s,', (_, createPlace) => {
  it('what arrives is what was owed, however many send and whatever Klaviyo does', {
    timeout: 120_000,
  }, async () => {
    const database = await createPlace();
    try {
      const terms = {
        messages: 150,
        seed: 7,
        kills: 0,
        workers: 2,
        // One to ten, as Klaviyo's own: a machine that stands still for a moment sends what piled up at once.
        limits: { perSecond: 180, perMinute: 1_800 },
        faults: { errorRate: 0.03, hangRate: 0, loseAnswerRate: 0.03 },
      };
      const result = await soakKlaviyo(terms, database.place);
      expect(result).toMatchObject({
        owed: 150,
        arrived: 150,
        missing: 0,
        strange: 0,
        repeated: 0,
        unfinished: 0,
      });
      expect(result.calls).toBeGreaterThan(150);
      expect(result.throttled).toBe(0);
    } finally {
      await database.drop();
    }
  });
});
