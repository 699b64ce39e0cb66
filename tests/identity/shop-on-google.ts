import { createFirebaseIdentity } from '#libs/auth/firebase-identity.ts';
import type { Identity, SignIn } from '#libs/auth/identity.ts';
import { type Google, startGoogle } from './google.ts';

// Without it the library looks for Google's own machines: https://cloud.google.com/nodejs/docs/reference/gcp-metadata/latest
process.env.METADATA_SERVER_DETECTION = 'none';

export const sessionSecret = 'a session secret of some length';

/** The shop's identity as it is in a deployment, with Google on this machine. */
export function identityOn(google: Google, { now = () => new Date(), deadlineMs = 5_000 } = {}): Identity {
  const { httpAgent, identityToolkit, serviceAccount } = google;
  return createFirebaseIdentity({
    projectId: serviceAccount.projectId,
    serviceAccount,
    webApiKey: 'AIzaTestKey',
    sessionSecret,
    appUrl: 'https://shop.test',
    now,
    google: { httpAgent, identityToolkit, deadlineMs },
  });
}

export type SignedIn = Extract<SignIn, { kind: 'signed_in' }>;

/** Throws when somebody was refused who should have been let in. */
export function admitted(signIn: SignIn): SignedIn {
  if (signIn.kind === 'signed_in') return signIn;
  throw new Error(`refused: ${signIn.reason}`);
}

export { type Google, startGoogle };
