/** Why a body does not hold any more what it held. */
export type RedactionReason = 'erased' | 'retention';

export type Redaction = {
  readonly why: RedactionReason;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Of the body as it was received, in hexadecimal digits: what a copy elsewhere can be held against. */
  readonly sha256: string;
};

/** Every redacted body begins like this, so that nobody has to parse one to know it. */
const beginning = '{"redacted":';

export const isRedacted = (body: string): boolean => body.startsWith(beginning);

/** What was done to a body; null for one that stands as it came. */
export function redactionOf(body: string): Redaction | null {
  if (!isRedacted(body)) return null;
  const { redacted } = parsed(body) as { redacted?: Redaction };
  return typeof redacted?.at === 'string' && typeof redacted.why === 'string' ? redacted : null;
}

/** Texts that say what happened and never to whom; every other text is taken out, whatever a provider adds one day. */
const keptTexts = new Set(
  `id object type api_version status payment_status mode currency payment_intent charge reason client_reference_id country
  order_no sku color quantity locale price_id unit_amount hold units refund_no attempt`.split(/\s+/),
);

/** A body with its structure, its ids and its amounts, and without anything about a person. One that is no JSON object is dropped. */
export function redactBody(body: string, redaction: Redaction): string {
  if (isRedacted(body)) return body;
  return JSON.stringify({ redacted: redaction, ...withoutTexts(parsed(body)) });
}

function parsed(body: string): object {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
  } catch {
    return {};
  }
}

const withoutTexts = (value: object): object =>
  Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withoutText(name, inner)]));

function withoutText(name: string, value: unknown): unknown {
  if (typeof value === 'string') return keptTexts.has(name) ? value : '[redacted]';
  if (Array.isArray(value)) return value.map((item) => withoutText(name, item));
  return typeof value === 'object' && value !== null ? withoutTexts(value) : value;
}

/** What stays of the payload of a message. */
export const redactedPayload = (why: RedactionReason, at: Date) => ({
  redacted: { why, at: at.toISOString() },
});

/** Why a message has nothing left to say; null for one that has. */
export function payloadRedaction(payload: unknown): RedactionReason | null {
  const { redacted } = (payload ?? {}) as { redacted?: { why?: RedactionReason } };
  return redacted?.why ?? null;
}
