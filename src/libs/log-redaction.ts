/**
 * What keeps secrets and personal data out of the log, by two nets: fields that are named after a person or a secret
 * lose their value wherever they stand, and the finished line loses whatever looks like an address, a number or a key.
 */

const hidden = '[redacted]';

/** Names of fields in small letters, without dashes and underscores. */
const hiddenFields = new Set(
  `name firstname lastname fullname buyername customername email emailaddress customeremail receiptemail phone
  phonenumber address addresses shippingaddress billingaddress shippingdetails customerdetails line1 line2 street city
  postalcode zip profile recipient to ip client cookie cookies setcookie authorization password secret clientsecret token
  idtoken sessiontoken apikey key privatekey databaseurl connectionstring payload rawdata body headers formdata`.split(
    /\s+/,
  ),
);

const deepest = 6;

/** The same fields without what must not be told. Errors are described, never spread out. */
export function redactFields(fields: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, redacted(name, value, 0)] as const),
  );
}

function redacted(name: string, value: unknown, depth: number): unknown {
  if (value === null || value === undefined) return value;
  if (name === 'error' || value instanceof Error) return describeError(value);
  if (hiddenFields.has(name.toLowerCase().replaceAll(/[-_]/g, ''))) return hidden;
  if (typeof value !== 'object' || value instanceof Date) return value;
  if (depth === deepest) return hidden;
  if (Array.isArray(value)) return value.map((item) => redacted('', item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, redacted(key, inner, depth + 1)] as const),
  );
}

/** An error as log fields; causes by name and message only, because driver errors carry the row's values. */
function describeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return { name: 'unknown' };
  const code = 'code' in error ? error.code : undefined;
  return {
    name: error.name,
    code,
    message: withoutQuotes(error),
    ...(error.cause === undefined || depth === deepest
      ? {}
      : { cause: describeError(error.cause, depth + 1) }),
  };
}

/** Databases and parsers quote what they could not read; names of constraints may stay. */
const withoutQuotes = ({ name, message }: Error): string =>
  name === 'SyntaxError'
    ? 'not well-formed'
    : message.replaceAll(/(["“«])((?:(?!\1)[^"”»])*)(["”»])/g, (_, open, quoted, close) =>
        /^[a-z]+(_[a-z]+)+$/.test(quoted) ? `${open}${quoted}${close}` : `${open}…${close}`,
      );

const patterns: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, '[private key]'],
  [/\b(?:postgres(?:ql)?|smtps?|mysql|redis|mongodb(?:\+srv)?):\/\/\S+/gi, '[connection url]'],
  [/(?<=:\/\/)[^\s/@]+@/g, '[credentials]@'],
  [/hooks\.slack\.com\/\S+/gi, '[webhook url]'],
  [/\b(?:Bearer|Basic|Klaviyo-API-Key)\s+\S+/gi, '[authorization]'],
  [/\b(?:sk|pk|rk)_[\w-]{6,}/g, '[key]'],
  [/\bwhsec_[\w+/=-]+/g, '[key]'],
  [/\bAIza[\w-]{8,}/g, '[key]'],
  [/(?<=\w)_secret_[\w-]+/g, '_[secret]'],
  [/\beyJ[\w-]{5,}(?:\.[\w-]+)*/g, '[token]'],
  [/\b(?:oobCode|key|token|session)=[^\s&]+/gi, '[key]'],
  [/\b\d{1,9}\.[\w-]{43}(?![\w-])/g, '[key]'],
  [/[\p{L}\p{N}.!#$%&'*+/=?^_~-]{1,64}(?:@|%40)[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})+/gu, '[e-mail]'],
  [/\+\d[\d ().-]{6,}\d/g, '[phone]'],
];

/** A text without what looks like an address, a phone or card number, or a key. */
export const scrubText = (text: string): string =>
  patterns.reduce((left, [pattern, instead]) => left.replaceAll(pattern, instead), withoutCards(text));

/** A line of JSON, scrubbed where it holds text; read once more, so that it stays JSON whatever is taken out of it. */
export function scrubLine(line: string): string {
  try {
    return `${JSON.stringify(JSON.parse(line, scrubValue))}\n`;
  } catch {
    return '{"level":"error","msg":"a line of the log could not be read and was left out"}\n';
  }
}

const scrubValue = (_: string, value: unknown): unknown => {
  if (typeof value === 'string') return scrubText(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [scrubText(key), inner]));
};

/** Numbers of their own that a card could have. */
const withoutCards = (text: string): string =>
  text.replaceAll(/(?<![\w-])\d(?:[ -]?\d){12,18}(?![\w-])/g, (digits) =>
    passesLuhn(digits.replaceAll(/\D/g, '')) ? '[card]' : digits,
  );

/** https://en.wikipedia.org/wiki/Luhn_algorithm */
function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
