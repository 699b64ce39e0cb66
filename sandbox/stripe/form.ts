import qs from 'qs';
import { invalidParam, missingParam } from '#sandbox/stripe/errors.ts';

export type Params = Readonly<Record<string, unknown>>;

/** Decodes Stripe's bracketed form encoding; every leaf is text. */
export function decodeForm(encoded: string): Params {
  return qs.parse(encoded, { depth: 20, arrayLimit: 1000, parameterLimit: 5000 });
}

/** Typed reading of form parameters; errors name the parameter by its full path, as Stripe does. */
export class Form {
  readonly #params: Params;
  readonly #path: string;

  constructor(params: Params, path = '') {
    this.#params = params;
    this.#path = path;
  }

  pathOf(name: string): string {
    return this.#path ? `${this.#path}[${name}]` : name;
  }

  has(name: string): boolean {
    return this.#params[name] !== undefined;
  }

  isNested(name: string): boolean {
    return isParams(this.#params[name]);
  }

  text(name: string): string | undefined {
    const value = this.#params[name];
    if (value === undefined || value === '') return undefined;
    if (typeof value !== 'string')
      throw invalidParam(this.pathOf(name), 'Invalid string: expected a string.');
    return value;
  }

  required(name: string): string {
    const value = this.text(name);
    if (value === undefined) throw missingParam(this.pathOf(name));
    return value;
  }

  /** The new value of an updatable text: absent keeps the current one, empty clears it. */
  updated<Current>(name: string, current: Current): string | Current | null {
    return this.has(name) ? (this.text(name) ?? null) : current;
  }

  integer(name: string): number | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    if (!/^-?\d+$/.test(value)) {
      throw invalidParam(this.pathOf(name), `Invalid integer: ${value}`, 'parameter_invalid_integer');
    }
    return Number(value);
  }

  /** Throws unless the number is there and not negative. */
  amount(name: string): number {
    const value = this.integer(name);
    if (value === undefined) throw missingParam(this.pathOf(name));
    if (value < 0) {
      throw invalidParam(
        this.pathOf(name),
        'This value must be greater than or equal to 0.',
        'parameter_invalid_integer',
      );
    }
    return value;
  }

  flag(name: string): boolean | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    if (value !== 'true' && value !== 'false') {
      throw invalidParam(this.pathOf(name), `Invalid boolean: ${value}`);
    }
    return value === 'true';
  }

  oneOf<Choice extends string>(name: string, choices: readonly Choice[]): Choice | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const choice = choices.find((candidate) => candidate === value);
    if (!choice) {
      throw invalidParam(
        this.pathOf(name),
        `Invalid ${this.pathOf(name)}: must be one of ${choices.join(', ')}`,
      );
    }
    return choice;
  }

  child(name: string): Form | undefined {
    const value = this.#params[name];
    if (value === undefined || value === '') return undefined;
    if (!isParams(value)) throw invalidParam(this.pathOf(name), 'Invalid object', 'parameter_invalid_hash');
    return new Form(value, this.pathOf(name));
  }

  /** The nested forms of an array (`items[0][price]`); absent is an empty list. */
  children(name: string): Form[] {
    return this.#list(name).map((value, index) => {
      const path = `${this.pathOf(name)}[${index}]`;
      if (!isParams(value)) throw invalidParam(path, 'Invalid object', 'parameter_invalid_hash');
      return new Form(value, path);
    });
  }

  texts(name: string): string[] {
    return this.#list(name).filter((value) => typeof value === 'string');
  }

  names(): string[] {
    return Object.keys(this.#params);
  }

  #list(name: string): unknown[] {
    const value = this.#params[name];
    if (value === undefined || value === '') return [];
    if (Array.isArray(value)) return value;
    // Arrays with gaps or more than arrayLimit entries arrive as objects keyed by index.
    if (isParams(value) && Object.keys(value).every((key) => /^\d+$/.test(key))) return Object.values(value);
    throw invalidParam(this.pathOf(name), 'Invalid array', 'parameter_invalid_array');
  }
}

function isParams(value: unknown): value is Params {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
