import { invalidParam } from '#sandbox/stripe/errors.ts';
import type { Form } from '#sandbox/stripe/form.ts';

/**
 * The metadata after this request: named keys are merged in, empty values delete.
 * Throws beyond 50 keys, 40 characters per key or 500 per value (https://docs.stripe.com/api/metadata).
 */
export function metadataOf(
  form: Form | undefined,
  current: Record<string, string> = {},
): Record<string, string> {
  if (!form?.has('metadata')) return { ...current };
  const given = form.child('metadata');
  if (!given) return {};
  const merged = { ...current };
  for (const key of given.names()) {
    const value = given.text(key);
    if (value === undefined) delete merged[key];
    else merged[checkedKey(given, key)] = checkedValue(given, key, value);
  }
  if (Object.keys(merged).length > 50) {
    throw invalidParam(form.pathOf('metadata'), 'You can only specify up to 50 keys in metadata.');
  }
  return merged;
}

function checkedKey(form: Form, key: string): string {
  if (key.length <= 40) return key;
  throw invalidParam(
    form.pathOf(key),
    `Metadata keys can have up to 40 characters. The key ${key} has ${key.length}.`,
  );
}

function checkedValue(form: Form, key: string, value: string): string {
  if (value.length <= 500) return value;
  throw invalidParam(
    form.pathOf(key),
    `Metadata values can have up to 500 characters, but you passed in a value that is ${value.length} characters. Invalid value: ${value.slice(0, 40)}...`,
  );
}
