import { createHmac } from 'node:crypto';

/** Stands for a person where things are only counted: one of 65,536 names, so that it leads back to nobody. */
export const createPseudonyms =
  (secret: string) =>
  (who: string): string =>
    createHmac('sha256', secret).update(`pseudonym\0${who}`).digest('hex').slice(0, 4);
