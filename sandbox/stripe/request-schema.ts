import { readFileSync } from 'node:fs';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { invalidParam, missingParam, type StripeApiError, unknownParam } from '#sandbox/stripe/errors.ts';
import type { Params } from '#sandbox/stripe/form.ts';
import type { RequestName } from '#sandbox/stripe/request-types.ts';

const schemaPath = new URL('./generated/request-schemas.json', import.meta.url);
const validators = new Map<RequestName, ValidateFunction>();
let ajv: Ajv | undefined;

/** Compares a decoded form with the SDK's own parameter type. Throws the refusal Stripe would answer with. */
export function checkRequest(name: RequestName, params: Params): void {
  const fits = validatorOf(name);
  // Coercion writes into what it checks, and the caller goes on with the text it received.
  if (fits(structuredClone(params))) return;
  throw refusalOf(fits.errors ?? []);
}

function validatorOf(name: RequestName): ValidateFunction {
  ajv ??= new Ajv({ strict: false, coerceTypes: true, allErrors: true, verbose: true }).addSchema(
    JSON.parse(readFileSync(schemaPath, 'utf8')),
    'requests',
  );
  const known = validators.get(name) ?? ajv.compile({ $ref: `requests#/definitions/${name}` });
  validators.set(name, known);
  return known;
}

/** The keywords that tell the caller most; of a failed union only the closest branch matters. */
const tellingFirst = ['additionalProperties', 'required', 'enum', 'type', 'const', 'anyOf'];

function refusalOf(errors: readonly ErrorObject[]): StripeApiError {
  const [error] = [...errors].sort(
    (one, other) =>
      depthOf(other) - depthOf(one) ||
      tellingFirst.indexOf(one.keyword) - tellingFirst.indexOf(other.keyword),
  );
  const at = (extra?: string) => paramOf(error?.instancePath ?? '', extra);
  if (error?.keyword === 'additionalProperties')
    return unknownParam(at(String(error.params.additionalProperty)));
  if (error?.keyword === 'required') return missingParam(at(String(error.params.missingProperty)));
  if (error?.keyword === 'enum' || error?.keyword === 'const') {
    const choices: unknown[] = error.params.allowedValues ?? [error.params.allowedValue];
    return invalidParam(at(), `Invalid ${at()}: must be one of ${choices.join(', ')}`);
  }
  return invalidParam(at(), ...wrongType(error));
}

function wrongType(error: ErrorObject | undefined): [message: string, code?: string] {
  const wanted = String(error?.params.type ?? 'value');
  const given = typeof error?.data === 'string' ? error.data : JSON.stringify(error?.data);
  if (wanted === 'number') return [`Invalid integer: ${given}`, 'parameter_invalid_integer'];
  if (wanted === 'boolean') return [`Invalid boolean: ${given}`];
  if (wanted === 'array') return ['Invalid array', 'parameter_invalid_array'];
  if (wanted === 'object') return ['Invalid object', 'parameter_invalid_hash'];
  return [`Invalid ${wanted}: ${given}`];
}

const depthOf = ({ instancePath, keyword }: ErrorObject): number =>
  instancePath.split('/').length + (keyword === 'additionalProperties' ? 1 : 0);

/** `/line_items/0` and `price` are `line_items[0][price]` to Stripe. */
function paramOf(instancePath: string, extra?: string): string {
  const [first, ...rest] = [...instancePath.split('/').slice(1), ...(extra === undefined ? [] : [extra])];
  return `${first ?? ''}${rest.map((name) => `[${name}]`).join('')}`;
}
