import * as z from 'zod';
import { firebaseWebKey } from '../env-rules.ts';
import { parseServiceAccount, ServiceAccountError } from '../ServiceAccount.ts';
import { flag, prefixed } from './forms.ts';

const serviceAccount = z.string().transform((text, context) => {
  try {
    return parseServiceAccount(text);
  } catch (error) {
    if (!(error instanceof ServiceAccountError)) throw error;
    context.addIssue(error.message);
    return z.NEVER;
  }
});

const emulatorHost = z
  .string()
  .regex(/^[\w.-]+:\d{1,5}$/, 'must be the host and port of the emulator, for example 127.0.0.1:8085');

/** Where everything is kept, and by whom shoppers sign in. */
export const storageVariables = {
  DATABASE_STORAGE_TARGET: z.enum(['firestore', 'postgres']).default('postgres'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\/\S+$/, 'must start with postgres:// (your database provider shows it)')
    .optional(),
  DATABASE_POOL_SIZE: z
    .string()
    .regex(/^([1-9]\d?|100)$/, 'must be a whole number from 1 to 100')
    .transform(Number)
    .default(5),
  DATABASE_PREPARE: flag.default(true),
  FIREBASE_SERVICE_ACCOUNT: serviceAccount.optional(),
  FIREBASE_PROJECT_ID: z
    .string()
    .regex(
      /^([a-z\d.-]+:)?[a-z][a-z\d-]{3,}$/,
      'must be a project id such as my-shop-1234 (Firebase console, Project settings)',
    )
    .optional(),
  FIREBASE_WEB_API_KEY: prefixed('AIza', firebaseWebKey).optional(),
  FIREBASE_AUTH_EMULATOR_HOST: emulatorHost.optional(),
  FIRESTORE_DATABASE_ID: z
    .string()
    .regex(/^(\(default\)|[a-z][a-z\d-]{2,61}[a-z\d])$/, 'must be a database id such as shop, or (default)')
    .default('(default)'),
  FIRESTORE_EMULATOR_HOST: emulatorHost.optional(),
};
