import { createHash, createHmac } from 'node:crypto';

/** Stands for a person where things are only counted: one of 65,536 names, so that it leads back to nobody. */
export const createPseudonyms =
  (secret: string) =>
  (who: string): string =>
    createHmac('sha256', secret).update(`pseudonym\0${who}`).digest('hex').slice(0, 4);

/** Stands for one person in records that outlive what is known of them. */
export const createPersonKeys =
  (secret: string) =>
  (email: string): string =>
    createHmac('sha256', secret).update(`person\0${email}`).digest('hex').slice(0, 32);

/** SHA-256 in hexadecimal digits. */
export const fingerprint = (text: string): string => createHash('sha256').update(text).digest('hex');
