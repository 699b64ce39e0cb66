/** A JSON object nobody has vouched for; only its own fields are ever read. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Stripe's longest texts are metadata values of 500 characters. */
const textLimit = 500;
/** Stripe names 99,999,999 as the usual largest amount and twelve digits for a few currencies. */
const amountLimit = 999_999_999_999;
const lastUnixSecond = 253_402_300_799; // the end of the year 9999, where dates stop to have four-digit years

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The parsed text, or null when it is not JSON or not an object. */
export function parseJsonObject(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
}

export const fieldOf = (object: JsonObject | null, name: string): unknown =>
  object !== null && Object.hasOwn(object, name) ? object[name] : undefined;

export function objectIn(object: JsonObject | null, name: string): JsonObject | null {
  const value = fieldOf(object, name);
  return isJsonObject(value) ? value : null;
}

export function objectsIn(object: JsonObject | null, name: string): readonly JsonObject[] {
  const value = fieldOf(object, name);
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

/** A text that can be stored anywhere: not empty, clipped, and without NUL and lone surrogates, which databases refuse. */
export function textIn(object: JsonObject | null, name: string): string | null {
  const value = fieldOf(object, name);
  return typeof value === 'string' && value !== '' ? storable(value) : null;
}

/** The id of a reference, whether it came as a bare id or as the whole object. */
export function idIn(object: JsonObject | null, name: string): string | null {
  const value = fieldOf(object, name);
  const id = isJsonObject(value) ? fieldOf(value, 'id') : value;
  return typeof id === 'string' && /^[\w:.-]{1,255}$/.test(id) ? id : null;
}

/** Minor units; null unless a whole number that a Stripe amount can be. */
export function amountIn(object: JsonObject | null, name: string): number | null {
  const value = fieldOf(object, name);
  return Number.isSafeInteger(value) && typeof value === 'number' && value >= 0 && value <= amountLimit
    ? value
    : null;
}

/** The ISO code in upper case; Stripe writes it in lower case. */
export function currencyIn(object: JsonObject | null, name: string): string | null {
  const value = fieldOf(object, name);
  return typeof value === 'string' && /^[a-z]{3}$/i.test(value) ? value.toUpperCase() : null;
}

/** The moment of a Unix time in seconds. */
export function timeIn(object: JsonObject | null, name: string): Date | null {
  const value = fieldOf(object, name);
  const inRange =
    typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= lastUnixSecond;
  return inRange ? new Date(value * 1000) : null;
}

/** The texts of a flat object such as metadata, at most the 50 that Stripe allows. */
export function textsIn(object: JsonObject | null, name: string): Record<string, string> {
  const texts = objectIn(object, name) ?? {};
  const names = Object.keys(texts).slice(0, 50);
  const found = names.map((key) => [storable(key), textIn(texts, key)] as const);
  return Object.fromEntries(found.filter((entry): entry is readonly [string, string] => entry[1] !== null));
}

const storable = (text: string): string => text.slice(0, textLimit).replaceAll('\0', '\uFFFD').toWellFormed();
