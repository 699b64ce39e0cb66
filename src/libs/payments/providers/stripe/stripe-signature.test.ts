import fc from 'fast-check';
import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { SignatureVerificationError } from '#libs/payments/core/payment-errors.ts';
import { deliveryOf, recordedBody, signatureHeader } from '#tests/fixtures/stripe/recorded.ts';
import { signatureVerifier } from './stripe-signature.ts';

const secret = 'whsec_5f4dcc3b5aa765d61d8327deb882cf99';
const olderSecret = 'whsec_0a1b2c3d4e5f60718293a4b5c6d7e8f9';
const otherSecret = 'whsec_ffffffffffffffffffffffffffffffff';
const now = new Date('2026-11-20T08:00:00Z');
const at = now.getTime() / 1000;
const body = recordedBody('checkout.session.completed');
const bytes = new TextEncoder().encode(body);
const header = signatureHeader(body, secret, at);
const digest = header.slice(header.indexOf('v1=') + 3);

const verify = signatureVerifier([olderSecret, secret]);
const accepts = (content: string | Uint8Array, value: string | null): boolean => {
  try {
    verify(deliveryOf(content, value), now);
    return true;
  } catch (error) {
    if (!(error instanceof SignatureVerificationError)) throw error;
    return false;
  }
};
const resigned = (content: Uint8Array) => signatureHeader(content, secret, at);

describe('a genuine delivery', () => {
  it('is returned as the text that was received', () => {
    expect(verify(deliveryOf(body, header), now)).toBe(body);
  });

  it.each([secret, olderSecret])('is accepted with each configured secret', (key) => {
    expect(accepts(body, signatureHeader(body, key, at))).toBe(true);
  });

  it('is accepted while Stripe signs with two secrets and sends its fake scheme', () => {
    const rolling = `t=${at},v1=${'0'.repeat(64)},v1=${digest},v0=6ffbb59b2300aae63f272406069a9788598b792a944a07aba816edb039989a39`;

    expect(accepts(body, rolling)).toBe(true);
  });

  it('is accepted whatever the SDK signs, for any text as body', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }), (payload) => {
        const value = Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp: at });
        expect(accepts(payload, value)).toBe(!payload.startsWith('\uFEFF'));
      }),
      { seed: 7, numRuns: 500 },
    );
  });

  it.each([-300, 300])('is accepted %i seconds off our clock, and not one more', (offset) => {
    const further = at + offset + Math.sign(offset);

    expect(accepts(body, signatureHeader(body, secret, at + offset))).toBe(true);
    expect(accepts(body, signatureHeader(body, secret, further))).toBe(false);
  });

  it('keeps NUL characters, for the reader to judge', () => {
    const odd = '{"id":"evt_\0"}';

    expect(verify(deliveryOf(odd, signatureHeader(odd, secret, at)), now)).toBe(odd);
  });
});

describe('a forged delivery', () => {
  const longHeader = `${header},${Array.from({ length: 40 }, () => `v0=${'a'.repeat(64)}`).join(',')}`;
  const forgeries: readonly (readonly [string, string | null])[] = [
    ['no header', null],
    ['an empty header', ''],
    ['another secret', signatureHeader(body, otherSecret, at)],
    ['the fake scheme only', header.replace('v1=', 'v0=')],
    ['upper-case hex', `t=${at},v1=${digest.toUpperCase()}`],
    ['a shortened digest', header.slice(0, -1)],
    ['a digest cut by a byte', header.slice(0, -2)],
    ['a lengthened digest', `${header}0`],
    ['a digest that is no hex', `t=${at},v1=${'g'.repeat(64)}`],
    ['an empty digest', `t=${at},v1=`],
    ['no time', `v1=${digest}`],
    ['the same time twice', `t=${at},${header}`],
    ['two times', `${header},t=${at + 1}`],
    ['a duplicated header', `${header}, ${header}`],
    ['letters after the time', header.replace(`t=${at}`, `t=${at}abc`)],
    ['a plus before the time', header.replace('t=', 't=+')],
    ['a minus before the time', header.replace('t=', 't=-')],
    ['a space before the time', header.replace('t=', 't= ')],
    ['a leading zero', header.replace('t=', 't=0')],
    ['a fraction', header.replace(`t=${at}`, `t=${at}.0`)],
    ['an exponent', header.replace(`t=${at}`, 't=1e9')],
    ['an overflowing time', header.replace(`t=${at}`, `t=${'9'.repeat(30)}`)],
    ['a time of zero', signatureHeader(body, secret, 0)],
    ['another time', header.replace(`t=${at}`, `t=${at + 1}`)],
    ['spaces after commas', header.replace(',', ', ')],
    ['a quoted digest', `t=${at},v1="${digest}"`],
    ['upper-case names', header.toUpperCase()],
    ['a part without a value', `${header},`],
    ['a header too long to be one', longHeader],
    ['a megabyte of header', `t=${at},v1=${'a'.repeat(1_000_000)}`],
    ['a stale signature', signatureHeader(body, secret, at - 301)],
    ['a signature from the future', signatureHeader(body, secret, at + 301)],
  ];

  it.each(forgeries)('is refused: %s', (_, value) => {
    expect(accepts(body, value)).toBe(false);
  });
});

describe('a delivery whose bytes were touched', () => {
  const bodies: readonly (readonly [string, Uint8Array])[] = [
    ['serialised again', new TextEncoder().encode(JSON.stringify(JSON.parse(body)))],
    ['with a byte-order mark', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes])],
    ['with a NUL at the end', Buffer.concat([bytes, Buffer.from([0])])],
    ['cut by a byte', bytes.slice(0, -1)],
    ['empty', new Uint8Array()],
  ];

  it.each(bodies)('is refused when the body is %s', (_, changed) => {
    expect(accepts(changed, header)).toBe(false);
  });

  it('is refused with genuine signatures over what is not plain UTF-8', () => {
    const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]);
    const broken = Buffer.concat([bytes, Buffer.from([0xc3, 0x28])]);
    const surrogate = Buffer.concat([bytes, Buffer.from([0xed, 0xa0, 0x80])]);

    for (const odd of [marked, broken, surrogate]) expect(accepts(odd, resigned(odd))).toBe(false);
  });

  it('is refused 10,000 times out of 10,000 with one bit flipped anywhere', () => {
    const places = fc.record({ inBody: fc.boolean(), place: fc.nat(), bit: fc.nat({ max: 6 }) });
    fc.assert(
      fc.property(places, ({ inBody, place, bit }) => {
        const flipped = (source: Uint8Array) => {
          const copy = Uint8Array.from(source);
          const index = place % copy.length;
          copy[index] = (copy[index] ?? 0) ^ (1 << bit);
          return copy;
        };
        const mutated = Buffer.from(flipped(Buffer.from(header))).toString('latin1');
        const [content, value] = inBody ? [flipped(bytes), header] : [bytes, mutated];
        expect(acceptsRaw(content, value)).toBe(false);
      }),
      { seed: 11, numRuns: 10_000 },
    );
  });

  it('is refused whatever text stands in the header', () => {
    const pieces = fc.constantFrom(
      't=',
      'v1=',
      'v0=',
      ',',
      String(at),
      digest,
      digest.slice(1),
      ' ',
      '=',
      '\n',
    );
    const texts = fc.oneof(
      fc.string({ maxLength: 200 }),
      fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(texts, (value) => {
        fc.pre(!genuineParts(value));
        expect(acceptsRaw(bytes, value)).toBe(false);
      }),
      { seed: 13, numRuns: 5000 },
    );
  });
});

describe('the configured secrets', () => {
  it('may not be blank, because everybody can sign with nothing', () => {
    expect(() => signatureVerifier([secret, ' '])).toThrow(RangeError);
  });

  it('refuse everything when there are none', () => {
    expect(() => signatureVerifier([])(deliveryOf(body, header), now)).toThrow(SignatureVerificationError);
  });
});

/** Without the tidying that the Headers class does on its values. */
function acceptsRaw(content: Uint8Array, value: string): boolean {
  try {
    verify({ headers: { get: () => value }, body: content }, now);
    return true;
  } catch (error) {
    if (!(error instanceof SignatureVerificationError)) throw error;
    return false;
  }
}

/** Whether chance put the genuine time and digest together again. */
const genuineParts = (value: string): boolean =>
  value.split(',').includes(`t=${at}`) && value.split(',').includes(`v1=${digest}`);
