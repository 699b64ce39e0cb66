import { describe, expect, it } from 'vitest';
import { markOf, readOpenCheckout, signOpenCheckout } from './open-checkout-cookie.ts';
import { signValue } from './signed-value.ts';

const secret = 'a secret of the shop, long enough';
const now = new Date('2026-11-28T12:00:00Z');
const choice = 'rolitt-companion|red|1|US|ada@example.com|en|uid-ada';
const payloadOf = (token: string) => Buffer.from(token.split('.')[1] ?? '', 'base64url').toString();

describe('the note of an open payment page', () => {
  it('says whether a choice is the same, and tells nobody whose it is', async () => {
    const note = { sessionId: 'cs_1', mark: markOf(choice, secret), limited: true };
    const token = await signOpenCheckout(note, secret, { now, seconds: 60 });
    expect(await readOpenCheckout(token, secret, now)).toEqual(note);
    expect(markOf(choice, secret)).toBe(note.mark);
    expect(payloadOf(token)).not.toMatch(/ada|example|uid|red/);
  });

  it('has another mark for every other choice, and under every other secret', () => {
    const mark = markOf(choice, secret);
    expect(markOf(choice.replace('ada@', 'bob@'), secret)).not.toBe(mark);
    expect(markOf(choice, 'another secret, long enough')).not.toBe(mark);
  });

  it('of an older version names its page, and fits no choice', async () => {
    const old = { sessionId: 'cs_1', choice, limited: false };
    const token = await signValue(old, { purpose: 'open_checkout', secret, now }, 60);
    expect(await readOpenCheckout(token, secret, now)).toEqual({
      sessionId: 'cs_1',
      mark: null,
      limited: false,
    });
  });
});
