import { describe, expect, it } from 'vitest';
import { consentFields, mergeConsents, readConsents } from './consent.ts';

const at = new Date('2026-11-21T12:00:00.000Z');
const given = [
  { kind: 'marketing', text: 'marketing-1', at },
  { kind: 'analytics', text: 'analytics-2', at },
] as const;

describe('consents', () => {
  it('travel with the payment and come back as they were given', () => {
    expect(readConsents(consentFields(given))).toEqual(given);
  });

  it.each([
    {},
    { consent_marketing: '' },
    { consent_marketing: 'yes' },
    { consent_marketing: 'marketing-1' },
    { consent_marketing: 'marketing-1 yesterday' },
    { consent_marketing: '<b>-1 2026-11-21T12:00:00.000Z' },
    { consent_marketing: 7 },
    { consent_terms: 'terms-1 2026-11-21T12:00:00.000Z' },
  ])('are none in %j', (fields) => {
    expect(readConsents(fields)).toEqual([]);
  });

  it('keep kind, text, time and source; what the payment page asked stays beside them', () => {
    expect(mergeConsents({ marketing: false, terms: true }, given.slice(0, 1))).toEqual({
      marketing: true,
      terms: true,
      given: [{ kind: 'marketing', text: 'marketing-1', at: at.toISOString(), source: 'shop' }],
    });
  });

  it('to one thing are no consent to another', () => {
    expect(mergeConsents(null, given.slice(1))).toMatchObject({ marketing: null });
    expect(mergeConsents(null, [])).toBeNull();
  });
});
