import { createFirebaseIdentity } from '#libs/auth/firebase-identity.ts';
import type { Identity } from '#libs/auth/identity.ts';
import { createSandboxIdentity } from '#libs/auth/sandbox-identity.ts';
import { signInWay } from '#libs/auth/sign-in-way.ts';
import type { Env } from '#libs/Env.ts';

/** Who the shoppers are, as the configuration says; null where nobody signs in. */
export function identityOf(env: Env, now: () => Date): Identity | null {
  const { SESSION_SECRET: sessionSecret = '', FIREBASE_WEB_API_KEY: webApiKey = '' } = env;
  switch (signInWay(env)) {
    case 'firebase': {
      const serviceAccount = env.FIREBASE_SERVICE_ACCOUNT ?? null;
      const projectId = serviceAccount?.projectId ?? env.FIREBASE_PROJECT_ID ?? '';
      const { APP_URL: appUrl, FIREBASE_AUTH_EMULATOR_HOST: emulatorHost } = env;
      const firebase = { projectId, serviceAccount, webApiKey, emulatorHost };
      return createFirebaseIdentity({ ...firebase, sessionSecret, appUrl, now });
    }
    case 'sandbox':
      return createSandboxIdentity({ sessionSecret, now, process: thisProcess });
    default:
      return null;
  }
}

/** The same for every copy of this module that a bundler puts into one process. */
const thisProcess = `${process.pid}-${performance.timeOrigin}`;
