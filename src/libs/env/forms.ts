import * as z from 'zod';

/** A text that begins as its provider makes it begin. */
export const prefixed = (prefix: string, where: string) =>
  z
    .string(`is missing (${where})`)
    .regex(new RegExp(`^${prefix}\\S{4,}$`), `must start with ${prefix} (${where})`);

/** A text of JSON, as what it says. */
export const json = (example: string) =>
  z.string().transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue(`must be JSON, for example ${example}`);
      return z.NEVER;
    }
  });

/** Long enough that nobody guesses it. */
export const secret = z.string().min(24, 'must have at least 24 characters (openssl rand -base64 32)');

/** Yes or no. */
export const flag = z.enum(['true', 'false'], 'must be true or false').transform((text) => text === 'true');
